"""What the program costs, measured: one subject a module, each with a `main()` that prints."""
