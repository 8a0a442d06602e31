#!/bin/sh
# A database and a user of Orderly's own, beside Temporal's; PostgreSQL's image runs this when its volume is new.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$ORDERLY_DATABASE_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
create role orderly login password :'password';
create database orderly owner orderly;
SQL
