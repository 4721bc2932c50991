-- Who runs a show also sees the stage's room before it is live, and while it is paused.
alter table media_seats drop constraint media_seats_purpose_check;
alter table media_seats add check (purpose in ('watch', 'present', 'backstage', 'overhear', 'oversee'));
