import pytest


def test_a_program_that_is_there_is_found(needs):
    assert needs("sh").name == "sh"


def test_a_missing_program_skips_with_a_reason_but_never_in_ci(needs, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="nosuchprogram is not installed"):
        needs("nosuchprogram")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="nothing may be skipped"):
        needs("nosuchprogram")
