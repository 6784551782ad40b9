export { allOrNothing } from './all-or-nothing.ts';
export { type Db, isUnavailable, lateCommit, openDb, type Row, type Tx } from './db.ts';
export { gathered } from './gathered.ts';
export { moveLawClock, readLawClock } from './law-clock-store.ts';
export { migrate, readMigrations, SchemaMismatch } from './migrate.ts';
export { ping, roleStanding } from './role-store.ts';
export { holderScope, personScope, publicScope, type Scope, systemScope } from './scope.ts';
export { actOnEach, type Batch, countSetAside, setAside, takeUpAgain } from './set-aside.ts';
export { textArray } from './text-array.ts';
