-- What somebody may do in a group (1 member, 2 admin, 3 owner; 0 where it is none), and the entry with which they joined.
alter table session_members add column group_role smallint not null default 0;
alter table session_members add column joined_seq bigint not null default 0;

-- A desk's customers.
create index sessions_of_desk on sessions (desk_id) where desk_id is not null;
