// The door of src/trust/tsa: the time-stamp authority (DECISIONS 34: what makes a signing time reliable).

export { remoteStamps, type TimeStampService } from './remote.ts';
export { stamp, timeStampRoutes, type TsaDeps } from './routes.ts';
export { refuse as refuseTimeStamp } from './refusals.ts';
