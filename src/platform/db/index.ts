export { type Db, isUnavailable, openDb, type Row, type Tx } from './db.ts';
export { migrate, readMigrations, SchemaMismatch } from './migrate.ts';
export { holderScope, personScope, publicScope, type Scope, systemScope } from './scope.ts';
