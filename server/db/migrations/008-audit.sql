-- Who did what to whom at an event. Nothing in it is ever changed; it goes with its event.
create table audit (
  seq bigint generated always as identity primary key,
  event text not null references events on delete cascade,
  at timestamptz not null,
  -- A participant, or null for the server itself.
  actor text,
  action text not null,
  -- The participant it was done to, if there is one.
  subject text,
  -- What it was about, in words: a session, a name on the list, roles.
  about text not null default ''
);
create index audit_event on audit (event, seq);
create function audit_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a line of the audit is never changed';
end $$;
create trigger audit_is_final before update on audit for each row execute function audit_is_final();
