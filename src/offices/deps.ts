import type { FastifyRequest } from 'fastify';
import type { ConsentDeps } from '../consent/index.ts';
import type { Citizen, Cite, Staff } from '../platform/http/index.ts';
import type { Slot } from '../platform/html/index.ts';
import type { Clock, TravellingClock } from '../platform/clock.ts';
import type { Pdf } from '../platform/pdf/pdf.ts';
import type { Scope } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Lang, Text3 } from '../platform/text.ts';

/** What pages stand on. Offices compose and show; they hold no rule. */
export type OfficeDeps = {
  readonly consent: ConsentDeps;
  readonly clock: Clock;
  /** The sandbox's clock that a person may move; absent in production. */
  readonly travel?: TravellingClock & { persist(): Promise<void> };
  readonly pdf: Pdf;
  /** A PDF under the platform's own automatic signature (ES-12.5). */
  readonly certify: (rendering: Uint8Array) => Promise<Uint8Array>;
  readonly cite: Cite;
  readonly sandbox: boolean;
  readonly publicUrl: string;
  /** The evidence of a consent in one file, ASiC-E (src/consent/evidence). */
  evidenceFile(who: {
    readonly subjectId: string;
    readonly consentId: string;
    readonly scope: Scope;
    readonly by: { readonly kind: 'account' | 'client' | 'person'; readonly id: string };
  }): Promise<Uint8Array | Refusal>;
};

export type PageInput = {
  readonly title: string;
  readonly body: Slot;
  /** Address the language links lead to, where it is not the request's own (after a POST). */
  readonly path?: string | undefined;
  readonly scripts?: readonly string[];
  readonly width?: 'read' | 'wide' | 'full';
  readonly breadcrumbs?: readonly { readonly text: string; readonly href: string }[];
  readonly description?: string;
  readonly failed?: boolean;
};

/** The session's citizen; the route's access already made sure that there is one. */
export const citizenOf = (request: FastifyRequest): Citizen => request.principal as Citizen;
export const staffOf = (request: FastifyRequest): Staff => request.principal as Staff;
export const say = (text: Text3, lang: Lang): string => text[lang];

/** A page of the authority's officers, of the security body's, or of both. */
export const authorityPage = (...roles: readonly ('officer' | 'security-body')[]) => ({
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'authority' as const, roles: [...roles] }],
});
