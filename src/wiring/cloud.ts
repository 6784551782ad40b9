import { type CloudService, inventedCitizens } from '../identity/index.ts';
import {
  cloudClient,
  type CloudSettings,
  type CloudStandIn,
  cloudPerson,
  startCloudStandIn,
} from '../trust/cloud/index.ts';

// Where signing in identity meets the service that keeps keys.

export type CloudConnection = {
  readonly settings: CloudSettings;
  /** Where the sandbox shows what a telephone would get. */
  readonly sandboxPage?: string;
};

export const cloudService = ({ settings, sandboxPage }: CloudConnection): CloudService => ({
  ...cloudClient(settings),
  sandboxPage: sandboxPage ?? null,
});

/** The stand-in with the invented citizens; `now`: see there. */
export const startSandboxCloud = (now: () => Date): Promise<CloudStandIn> =>
  startCloudStandIn({
    people: inventedCitizens.map(({ claims }) => cloudPerson(String(claims['pin']), String(claims['name']))),
    now,
  });

export const connectionTo = ({ settings, page }: Pick<CloudStandIn, 'settings' | 'page'>): CloudConnection => ({
  settings,
  sandboxPage: page,
});
