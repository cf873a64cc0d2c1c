-- For clusters on Orleans: who is in one, and grains' state. The names of tables, queries, parameters and columns are what
-- Orleans' ADO.NET providers look for; they read each statement from the table of queries.

create table OrleansQuery (
    QueryKey  varchar(64)   not null primary key,
    QueryText varchar(8000) not null
);

-- One row a cluster: each change of its members takes the next version, so that of two changes at once one begins anew.
create table OrleansMembershipVersionTable (
    DeploymentId nvarchar(150) not null primary key,
    Timestamp    datetime2(3)  not null default sysutcdatetime(),
    Version      int           not null default 0
);

create table OrleansMembershipTable (
    DeploymentId nvarchar(150)  not null references OrleansMembershipVersionTable,
    Address      varchar(45)    not null,
    Port         int            not null,
    Generation   int            not null,
    SiloName     nvarchar(150)  not null,
    HostName     nvarchar(150)  not null,
    Status       int            not null,
    ProxyPort    int            null,
    SuspectTimes varchar(8000)  null,
    StartTime    datetime2(3)   not null,
    IAmAliveTime datetime2(3)   not null,
    primary key (DeploymentId, Address, Port, Generation)
);

-- What identifies a grain is looked up by two hashes: rows of one pair are few.
create table OrleansStorage (
    Id                     bigint identity not null primary key,
    GrainIdHash            int             not null,
    GrainIdN0              bigint          not null,
    GrainIdN1              bigint          not null,
    GrainTypeHash          int             not null,
    GrainTypeString        nvarchar(512)   not null,
    GrainIdExtensionString nvarchar(512)   null,
    ServiceId              nvarchar(150)   not null,
    PayloadBinary          varbinary(max)  null,
    ModifiedOn             datetime2(3)    not null,
    Version                int             null
);
create index OrleansStorage_by_grain on OrleansStorage (GrainIdHash, GrainTypeHash);

insert into OrleansQuery (QueryKey, QueryText) values
(N'InsertMembershipVersionKey', N'
set nocount on;
insert into OrleansMembershipVersionTable (DeploymentId)
select @DeploymentId where not exists (
    select 1 from OrleansMembershipVersionTable with (holdlock, updlock) where DeploymentId = @DeploymentId);
select @@rowcount'),

(N'InsertMembershipKey', N'
set nocount on;
set xact_abort on;
declare @added int = 0;
begin transaction;
update OrleansMembershipVersionTable set Timestamp = sysutcdatetime(), Version = Version + 1
where DeploymentId = @DeploymentId and Version = @Version and not exists (
    select 1 from OrleansMembershipTable where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation);
if @@rowcount = 1
begin
    insert into OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    values (@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime);
    set @added = @@rowcount;
end
commit transaction;
select @added'),

(N'UpdateMembershipKey', N'
set nocount on;
set xact_abort on;
declare @changed int = 0;
begin transaction;
update OrleansMembershipVersionTable set Timestamp = sysutcdatetime(), Version = Version + 1
where DeploymentId = @DeploymentId and Version = @Version;
if @@rowcount = 1
begin
    update OrleansMembershipTable set Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation;
    set @changed = @@rowcount;
end
commit transaction;
select @changed'),

(N'UpdateIAmAlivetimeKey', N'
set nocount on;
update OrleansMembershipTable set IAmAliveTime = @IAmAliveTime
where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation'),

(N'MembershipReadRowKey', N'
select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
from OrleansMembershipVersionTable v
left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId and m.Address = @Address and m.Port = @Port and m.Generation = @Generation
where v.DeploymentId = @DeploymentId'),

(N'MembershipReadAllKey', N'
select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
from OrleansMembershipVersionTable v
left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId
where v.DeploymentId = @DeploymentId'),

(N'GatewaysQueryKey', N'
select Address, ProxyPort, Generation from OrleansMembershipTable
where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0'),

(N'DeleteMembershipTableEntriesKey', N'
delete from OrleansMembershipTable where DeploymentId = @DeploymentId;
delete from OrleansMembershipVersionTable where DeploymentId = @DeploymentId'),

(N'CleanupDefunctSiloEntriesKey', N'
delete from OrleansMembershipTable
where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status <> 3'),

(N'ReadFromStorageKey', N'
select PayloadBinary, sysutcdatetime(), Version from OrleansStorage
where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, N'''') = coalesce(@GrainIdExtensionString, N'''') and ServiceId = @ServiceId'),

(N'WriteToStorageKey', N'
set nocount on;
set xact_abort on;
declare @after int = @GrainStateVersion;
begin transaction;
if @GrainStateVersion is null
begin
    insert into OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
    select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, sysutcdatetime(), 1
    where not exists (select 1 from OrleansStorage with (holdlock, updlock)
        where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, N'''') = coalesce(@GrainIdExtensionString, N'''') and ServiceId = @ServiceId);
    if @@rowcount = 1 set @after = 1;
end
else
begin
    update OrleansStorage set PayloadBinary = @PayloadBinary, ModifiedOn = sysutcdatetime(), Version = Version + 1
    where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, N'''') = coalesce(@GrainIdExtensionString, N'''') and ServiceId = @ServiceId
      and Version = @GrainStateVersion;
    if @@rowcount = 1 set @after = @GrainStateVersion + 1;
end
commit transaction;
select @after as NewGrainStateVersion'),

(N'ClearStorageKey', N'
set nocount on;
declare @after int = @GrainStateVersion;
update OrleansStorage set PayloadBinary = null, ModifiedOn = sysutcdatetime(), Version = Version + 1
where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, N'''') = coalesce(@GrainIdExtensionString, N'''') and ServiceId = @ServiceId
  and Version = @GrainStateVersion;
if @@rowcount = 1 set @after = @GrainStateVersion + 1;
select @after as NewGrainStateVersion'),

(N'DeleteStorageKey', N'
set nocount on;
declare @after int = @GrainStateVersion;
delete from OrleansStorage
where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and GrainTypeString = @GrainTypeString and coalesce(GrainIdExtensionString, N'''') = coalesce(@GrainIdExtensionString, N'''') and ServiceId = @ServiceId
  and Version = @GrainStateVersion;
if @@rowcount = 1 set @after = @GrainStateVersion + 1;
select @after as NewGrainStateVersion');
