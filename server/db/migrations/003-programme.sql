-- The programme: rows with a revision, written through core's save().
create table stages (
  id text primary key,
  event text not null references events on delete cascade,
  revision int not null default 1,
  name text not null,
  position int not null default 0,
  held_by text
);
create table tracks (
  id text primary key,
  event text not null references events on delete cascade,
  revision int not null default 1,
  name text not null,
  position int not null default 0
);
create table people (
  id text primary key,
  event text not null references events on delete cascade,
  revision int not null default 1,
  name text not null,
  line text not null default '',
  mail text
);
create table sessions (
  id text primary key,
  event text not null references events on delete cascade,
  revision int not null default 1,
  title text not null,
  summary text not null default '',
  track text references tracks on delete set null
);
create table session_people (
  session text not null references sessions on delete cascade,
  person text not null references people on delete cascade,
  part text not null default 'mentor',
  position int not null default 0,
  primary key (session, person)
);

-- One time a session is shown. `state`, `held`, `media_started_at` are kept by the airing's log (project).
create table airings (
  id text primary key,
  event text not null references events on delete cascade,
  session text not null references sessions on delete cascade,
  stage text not null references stages,
  revision int not null default 1,
  kind text not null check (kind in ('live', 'replay', 'recorded', 'rehearsal')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  doors_minutes int not null default 15,
  state text not null default 'scheduled' check (state in ('scheduled', 'doors', 'live', 'paused', 'ended')),
  live_at timestamptz,
  ended_at timestamptz
);
create index airings_event on airings (event, starts_at);
create index airings_stage on airings (stage, starts_at);
