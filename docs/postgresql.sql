-- Who may do what with a Gozaresh store on PostgreSQL.
--
--   gozaresh_reader    reads everything and writes nothing: analysts, the batch
--   gozaresh_district  reads the rows of one district and writes nothing; its members are the
--                      districts' own accounts, named gozaresh_district_1, gozaresh_district_2 …
--
-- The account that made the store owns its tables and is the one that ingests. Apply this as that
-- account, which needs CREATEROLE the first time:
--
--     psql -v ON_ERROR_STOP=1 -f docs/postgresql.sql "$DATABASE"
--
-- Apply it again after a new version of the program has upgraded the store: until then, a table that
-- the upgrade added is closed to all but its owner. Accounts are made by name:
--
--     CREATE ROLE gozaresh_district_12 LOGIN PASSWORD '…' IN ROLE gozaresh_district;
--     CREATE ROLE analyst LOGIN PASSWORD '…' IN ROLE gozaresh_reader;
BEGIN;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['gozaresh_reader', 'gozaresh_district'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
    END LOOP;
END $$;

-- The district that the present account is of: 12 for gozaresh_district_12, else none.
CREATE OR REPLACE FUNCTION own_district() RETURNS integer
    LANGUAGE sql STABLE
    RETURN substring(current_user::text FROM '^gozaresh_district_([0-9]+)$')::integer;

-- Every table of the store: the rows of a kind of record follow the submission they came in with.
DO $$
DECLARE
    store name := current_schema();
    target name;
    own text;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO gozaresh_reader, gozaresh_district', store);
    FOR target IN
        SELECT table_name FROM information_schema.tables
        WHERE table_schema = store AND table_type = 'BASE TABLE'
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, gozaresh_reader, gozaresh_district', target);
        EXECUTE format('GRANT SELECT ON %I TO gozaresh_reader, gozaresh_district', target);
        IF target = 'schema_version' THEN
            CONTINUE;
        END IF;
        own := CASE WHEN target IN ('submissions', 'refusals', 'observed')
            THEN 'district = own_district()'
            ELSE 'submission IN (SELECT id FROM submissions)'
        END;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('DROP POLICY IF EXISTS all_rows ON %I', target);
        EXECUTE format('DROP POLICY IF EXISTS own_rows ON %I', target);
        EXECUTE format('CREATE POLICY all_rows ON %I FOR SELECT TO gozaresh_reader USING (true)', target);
        EXECUTE format('CREATE POLICY own_rows ON %I FOR SELECT TO gozaresh_district USING (%s)', target, own);
    END LOOP;
END $$;

COMMIT;
