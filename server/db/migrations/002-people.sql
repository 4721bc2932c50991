-- Who someone is (accounts, devices) and, apart from that, who takes part (participants, facts).
create table accounts (
  id text primary key,
  mail text not null unique,
  is_owner boolean not null default false,
  created_at timestamptz not null
);

-- A signed-in browser: the session cookie's row. Without an account it is a guest.
create table devices (
  id text primary key,
  secret_hash text not null unique,
  account text references accounts on delete cascade,
  label text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index devices_account on devices (account) where account is not null;

-- A mailed sign-in: a link (single use) and a 6-digit code (5 tries, only where sign-in began).
create table sign_ins (
  id text primary key,
  mail text not null,
  token_hash text not null unique,
  code_hash text not null,
  browser_hash text,
  makes_owner boolean not null default false,
  tries int not null default 0,
  next text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_ins_mail on sign_ins (mail, created_at);

create table events (
  id text primary key,
  slug text not null unique,
  revision int not null default 1,
  name text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  zone text not null,
  place text not null default '',
  description text not null default '',
  admission text not null default 'code' check (admission in ('open', 'code', 'list')),
  join_code text unique,
  is_demo boolean not null default false,
  created_by text references accounts on delete set null,
  created_at timestamptz not null,
  closed_at timestamptz
);

-- The right to be at an event, known by mail; becomes a participant at the door.
create table registrations (
  id text primary key,
  event text not null references events on delete cascade,
  mail text not null,
  name text not null default '',
  roles text[] not null,
  tags text[] not null default '{}',
  membership boolean not null default false,
  revision int not null default 1,
  created_at timestamptz not null,
  unique (event, mail)
);

-- A random id for one person at one event; the only link between the log's names and people.
create table participants (
  id text primary key,
  event text not null references events on delete cascade,
  account text references accounts on delete cascade,
  device text references devices on delete set null,
  shown_name text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  unique (event, account)
);
create unique index participants_device on participants (event, device) where account is null and device is not null;

create table facts (
  participant text primary key references participants on delete cascade,
  event text not null,
  version int not null default 1,
  roles text[] not null,
  attendance text not null check (attendance in ('room', 'home')),
  privacy text not null check (privacy in ('named', 'nickname')),
  tags text[] not null default '{}',
  membership boolean not null default false
);
create index facts_event on facts (event);

create table invitations (
  id text primary key,
  event text not null references events on delete cascade,
  token_hash text not null unique,
  roles text[] not null,
  note text not null default '',
  uses_left int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

-- What a socket shows: an opaque token for one tab and one event.
create table capabilities (
  id text primary key,
  token_hash text not null unique,
  event text not null,
  participant text not null references participants on delete cascade,
  device text references devices on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index capabilities_participant on capabilities (participant);
create index capabilities_device on capabilities (device);
