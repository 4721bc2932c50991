-- Airings from before there were polls get their stream; a new one is made with it.
insert into streams (name, event) select 'polls:' || id, event from airings;
