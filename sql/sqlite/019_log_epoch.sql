-- Another number than before when the log was taken back to an earlier state: who holds entries of it reads them anew.
alter table sessions add column log_epoch integer not null default 0;
