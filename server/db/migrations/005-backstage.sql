-- Two rooms a stage. `publish`: may be seen and heard there now. `silenced`: not heard. `guest`: invited, without a role.
alter table media_seats drop constraint media_seats_purpose_check;
alter table media_seats add check (purpose in ('watch', 'present', 'backstage', 'overhear'));
alter table media_seats add column publish boolean not null default false;
alter table media_seats add column silenced boolean not null default false;
alter table media_seats add column guest boolean not null default false;
