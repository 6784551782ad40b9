// How long what a centre keeps is kept, and on which act less (ES-13.6, ES-15.3).
export { enterOverride, entryForFile, purgeOfRegister } from './acts.ts';
export { decidePurge, keptKinds, type Override } from './retention.ts';
export { Purging, retentionRoutes } from './routes.ts';
export { overrides } from './store.ts';
export { refuse as refuseRetention } from './refusals.ts';
