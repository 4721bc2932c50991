-- Questions as they are searched, beside what is live: the newest of each, and all of an airing page by page. Derived from
-- the log of `qa:<airing>`; what they say, and who may read it, comes from there.
create table questions (
  airing text not null references airings on delete cascade,
  id text not null,
  -- The how manieth of the airing.
  number int not null,
  channel text not null,
  state text not null,
  -- Text and name, without capitals and accents.
  words text not null,
  labels text[] not null,
  primary key (airing, id),
  unique (airing, number)
);
-- Airings from before there were questions get their stream; a new one is made with its row.
insert into streams (name, event) select 'qa:' || id, event from airings;
