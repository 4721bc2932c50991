-- Silenced at this event, by the word of a moderator or an organizer: read with all else that is true of someone.
alter table facts add column silenced boolean not null default false;
-- Events from before there was conduct get its stream; a new one is made with it.
insert into streams (name, event) select 'conduct:' || id, id from events;
