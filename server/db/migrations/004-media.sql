-- Whose a random identity in a media room is. No part of the log; emptied when the airing ends.
create table media_seats (
  identity text primary key,
  participant text not null references participants on delete cascade,
  airing text not null,
  room text not null,
  purpose text not null check (purpose in ('watch', 'present')),
  -- The connection last seen in the room; null when there was none. What changed since is reported to the airing.
  sid text,
  created_at timestamptz not null
);
create index media_seats_room on media_seats (room);
create index media_seats_airing on media_seats (airing, participant);
