-- Another number than before when the log was taken back to an earlier state: who holds entries of it reads them anew.
alter table sessions add log_epoch bigint not null constraint sessions_log_epoch default 0;
