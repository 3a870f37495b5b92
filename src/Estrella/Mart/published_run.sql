-- published_run: the run whose figures are seen
-- kind: view
-- grain: one row
-- from: estrella.run
-- run_no: number of the last run that published; null: none
select max(run_no) as run_no
from estrella.run
where is_published
