-- A cluster keeps its members and its grains' state in PostgreSQL or SQL Server; a SQLite file belongs to one process, and
-- has nothing to hold here.
select 1;
