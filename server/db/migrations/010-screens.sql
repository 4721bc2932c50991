-- Links for screens in the venue, each for one stage. Behind a link stands a participant who belongs to no account and no
-- browser; a link made anew has another one. `seen_at`: when a screen last asked what to show.
create table screens (
  id text primary key,
  event text not null references events on delete cascade,
  stage text not null references stages on delete cascade,
  participant text not null references participants on delete cascade,
  label text not null,
  secret_hash text not null unique,
  created_at timestamptz not null,
  seen_at timestamptz,
  revoked_at timestamptz
);
create index on screens (event);
create index on screens (participant);
