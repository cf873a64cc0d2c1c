-- For clusters on Orleans: who is in one, and grains' state. The names of tables, queries, parameters and columns are what
-- Orleans' ADO.NET providers look for; they read each statement from the table of queries.

create table OrleansQuery (
    QueryKey  varchar(64)   not null primary key,
    QueryText varchar(8000) not null
);

-- One row a cluster: each change of its members takes the next version, so that of two changes at once one begins anew.
create table OrleansMembershipVersionTable (
    DeploymentId varchar(150) not null primary key,
    Timestamp    timestamptz  not null default now(),
    Version      integer      not null default 0
);

create table OrleansMembershipTable (
    DeploymentId varchar(150) not null references OrleansMembershipVersionTable,
    Address      varchar(45)  not null,
    Port         integer      not null,
    Generation   integer      not null,
    SiloName     varchar(150) not null,
    HostName     varchar(150) not null,
    Status       integer      not null,
    ProxyPort    integer      null,
    SuspectTimes varchar(8000) null,
    StartTime    timestamptz  not null,
    IAmAliveTime timestamptz  not null,
    primary key (DeploymentId, Address, Port, Generation)
);

-- What identifies a grain is looked up by two hashes; that rows of one hash are few is all they are for.
create table OrleansStorage (
    Id                     bigint        generated always as identity primary key,
    GrainIdHash            integer       not null,
    GrainIdN0              bigint        not null,
    GrainIdN1              bigint        not null,
    GrainTypeHash          integer       not null,
    GrainTypeString        varchar(512)  not null,
    GrainIdExtensionString varchar(512)  null,
    ServiceId              varchar(150)  not null,
    PayloadBinary          bytea         null,
    ModifiedOn             timestamptz   not null,
    Version                integer       null
);
create unique index OrleansStorage_by_grain on OrleansStorage
    (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, coalesce(GrainIdExtensionString, ''), ServiceId);

insert into OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey', '
with added as (
    insert into OrleansMembershipVersionTable (DeploymentId) values (@DeploymentId)
    on conflict (DeploymentId) do nothing
    returning 1)
select count(*)::integer from added'),

('InsertMembershipKey', '
with turned as (
    update OrleansMembershipVersionTable set Timestamp = now(), Version = Version + 1
    where DeploymentId = @DeploymentId and Version = @Version and not exists (
        select 1 from OrleansMembershipTable
        where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
    returning 1),
added as (
    insert into OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from turned
    returning 1)
select count(*)::integer from added'),

('UpdateMembershipKey', '
with turned as (
    update OrleansMembershipVersionTable set Timestamp = now(), Version = Version + 1
    where DeploymentId = @DeploymentId and Version = @Version
    returning 1),
changed as (
    update OrleansMembershipTable set Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation
      and exists (select 1 from turned)
    returning 1)
select count(*)::integer from changed'),

('UpdateIAmAlivetimeKey', '
update OrleansMembershipTable set IAmAliveTime = @IAmAliveTime
where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation'),

('MembershipReadRowKey', '
select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
from OrleansMembershipVersionTable v
left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId and m.Address = @Address and m.Port = @Port and m.Generation = @Generation
where v.DeploymentId = @DeploymentId'),

('MembershipReadAllKey', '
select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
from OrleansMembershipVersionTable v
left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId
where v.DeploymentId = @DeploymentId'),

('GatewaysQueryKey', '
select Address, ProxyPort, Generation from OrleansMembershipTable
where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0'),

('DeleteMembershipTableEntriesKey', '
delete from OrleansMembershipTable where DeploymentId = @DeploymentId;
delete from OrleansMembershipVersionTable where DeploymentId = @DeploymentId'),

('CleanupDefunctSiloEntriesKey', '
delete from OrleansMembershipTable
where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status <> 3'),

('ReadFromStorageKey', '
select PayloadBinary, now() at time zone ''utc'', Version from OrleansStorage
where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, '''') = coalesce(cast(@GrainIdExtensionString as varchar), '''') and ServiceId = @ServiceId'),

('WriteToStorageKey', '
with changed as (
    update OrleansStorage set PayloadBinary = cast(@PayloadBinary as bytea), ModifiedOn = now(), Version = Version + 1
    where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
      and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, '''') = coalesce(cast(@GrainIdExtensionString as varchar), '''') and ServiceId = @ServiceId
      and Version = cast(@GrainStateVersion as integer)
    returning Version),
added as (
    insert into OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
    select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, cast(@GrainIdExtensionString as varchar), @ServiceId, cast(@PayloadBinary as bytea), now(), 1
    where cast(@GrainStateVersion as integer) is null
    on conflict do nothing
    returning Version)
select coalesce((select Version from changed), (select Version from added), cast(@GrainStateVersion as integer)) as NewGrainStateVersion'),

('ClearStorageKey', '
with changed as (
    update OrleansStorage set PayloadBinary = null, ModifiedOn = now(), Version = Version + 1
    where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
      and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, '''') = coalesce(cast(@GrainIdExtensionString as varchar), '''') and ServiceId = @ServiceId
      and Version = cast(@GrainStateVersion as integer)
    returning Version)
select coalesce((select Version from changed), cast(@GrainStateVersion as integer)) as NewGrainStateVersion'),

('DeleteStorageKey', '
with removed as (
    delete from OrleansStorage
    where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
      and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, '''') = coalesce(cast(@GrainIdExtensionString as varchar), '''') and ServiceId = @ServiceId
      and Version = cast(@GrainStateVersion as integer)
    returning Version)
select coalesce((select Version + 1 from removed), cast(@GrainStateVersion as integer)) as NewGrainStateVersion');
