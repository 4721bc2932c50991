-- Not heard now, by the word of the airing that holds the stage.
alter table encoders add column silenced boolean not null default false;
