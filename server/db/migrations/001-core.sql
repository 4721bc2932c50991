-- The log: one row per accepted command with all its events. Streams are made with the row they belong to.
create table streams (
  name text primary key,
  event text not null,
  version bigint not null default 0,
  epoch int not null default 1
);
create index streams_event on streams (event);

create table entries (
  stream text not null,
  version bigint not null,
  command_id text not null,
  actor text not null,
  at timestamptz not null,
  events jsonb not null,
  primary key (stream, version),
  unique (command_id, stream)
);

-- Timers, mails and media calls. `key`: at most one waits. `lane`: in order, one at a time.
create table jobs (
  seq bigint generated always as identity primary key,
  id text not null unique,
  kind text not null,
  key text unique,
  lane text,
  payload jsonb not null,
  due timestamptz not null,
  attempts int not null default 0
);
create index jobs_due on jobs (due);
create index jobs_lane on jobs (lane, seq) where lane is not null;
