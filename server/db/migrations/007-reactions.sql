-- How often each reaction was sent in a minute of an airing: sums, and nobody's name.
create table reaction_minutes (
  airing text not null references airings on delete cascade,
  minute timestamptz not null,
  kind text not null,
  count bigint not null,
  primary key (airing, minute, kind)
);
