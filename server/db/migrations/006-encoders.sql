-- The venue's own senders. `sid`: the connection last seen in the stage's room, null while there is none.
create table encoders (
  id text primary key,
  event text not null references events on delete cascade,
  stage text not null references stages on delete cascade,
  label text not null,
  key_hash text not null unique,
  sid text,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index on encoders (stage);
create index on encoders (event);

-- Which airing knows of which encoder, and the connection it was last told of; null for none.
create table encoder_sightings (
  encoder text not null references encoders on delete cascade,
  airing text not null references airings on delete cascade,
  sid text,
  primary key (encoder, airing)
);
