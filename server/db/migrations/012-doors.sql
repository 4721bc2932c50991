-- Who was removed from an event, why, and what they are told of it. Taken back, the row stays and says when.
create table removals (
  id text primary key,
  event text not null references events on delete cascade,
  -- Whom; null for someone who was on the list and had not been here.
  participant text references participants on delete cascade,
  -- Their line of the list as it was, so that it can come back.
  listed jsonb,
  -- As whoever removed them knew them.
  name text not null,
  by_role text not null check (by_role in ('organizer', 'moderator')),
  reason text not null,
  -- A sentence to the person; nobody else reads it.
  note text not null,
  at timestamptz not null,
  undone_at timestamptz
);
create index removals_event on removals (event, at);
create unique index removals_open on removals (participant) where undone_at is null;

-- Why it was done, as a code; never in anyone's own words.
alter table audit add column reason text;

-- What an event asks of everyone who comes in, and how to appeal. Without a row it is Foyer's own text, version 1. A saved
-- one is a new row; empty text is Foyer's own.
create table codes_of_conduct (
  event text not null references events on delete cascade,
  version int not null,
  text text not null,
  appeal_mail text not null,
  appeal_words text not null,
  -- Who came in under an earlier version is asked again.
  asks_again boolean not null,
  at timestamptz not null,
  primary key (event, version)
);
-- The version someone came in under. Whoever is made a participant without the door is taken to know Foyer's own.
alter table participants add column conduct_version int not null default 1;
