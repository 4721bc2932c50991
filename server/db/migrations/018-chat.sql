-- Lines of the chat, derived from its log, for pages of those older than what is live. `seq` counts them from 1.
create table chat_lines (
  airing text not null references airings on delete cascade,
  seq int not null,
  id text not null,
  participant text not null,
  -- As its author was called when they said it.
  name text not null,
  side text not null,
  text text not null,
  at timestamptz not null,
  reply_to text,
  taken_back boolean not null default false,
  hidden_at timestamptz,
  hidden_by text,
  -- 'moving', 'asked' or 'refused' (then with the code of the no).
  question text,
  refused text,
  primary key (airing, seq),
  unique (airing, id)
);
-- Airings from before there was a chat get its stream; a new one is made with it.
insert into streams (name, event) select 'chat:' || id, event from airings;
