-- The rival: what somebody who knows PostgreSQL well writes by hand for these exports. One session, one transaction,
-- parallel workers, tables before keys, nothing logged twice. Run in the folder of the exports:
--   psql -X -q -v ON_ERROR_STOP=1 -f expert.sql
-- It takes the exports at their word: no verdicts, no quarantine, no history of customers and products, no ledger.
set client_min_messages = warning;
-- both houses write days before months or in ISO
set datestyle = 'ISO, DMY';
set work_mem = '256MB';
set maintenance_work_mem = '1GB';
set max_parallel_workers_per_gather = 2;
set max_parallel_maintenance_workers = 2;
set parallel_tuple_cost = 0.01;
set parallel_setup_cost = 100;
set jit = off;
begin;
\ir load.sql
\ir wholesale.sql
\ir core_keys.sql
\ir dimensions.sql
\ir orders.sql
\ir lines.sql
\ir facts.sql
\ir star_keys.sql
\ir mart.sql
commit;
