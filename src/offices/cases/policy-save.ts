import { stringify } from 'yaml';
import { type CaseNow, refuseCase } from '../../cases/index.ts';
import { checkPolicy, type Finding, hasErrors, parsePolicy, type Policy, spoken } from '../../consent/policy/index.ts';
import {
  insertPolicyVersion,
  type PolicyBody,
  type PolicyVersion,
  policyInForce,
  policyVersion,
  policyVersions,
  replaceDraftBody,
} from '../../holders/index.ts';
import { canonicalBytes, type JsonObject, sha256 } from '../../record/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { RefusalError } from '../../platform/http/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Desk } from '../holder/deps.ts';
import { lockHolder, runningCase } from './cases-store.ts';
import type { CasesDeps } from './deps.ts';
import { refuse } from './refusals.ts';

// SP-10a, SP-23a: an edition is drafted beside the one in force. The text and the act about it are written down together.

export type Editing = {
  readonly inForce: PolicyVersion | null;
  /** The case that is going on, and its draft while it may still be changed. */
  readonly running: { readonly id: string; readonly stage: string } | null;
  readonly draft: PolicyVersion | null;
};

export async function editingAt(deps: CasesDeps, desk: Desk): Promise<Editing> {
  return deps.consent.db.tx(desk.scope, (tx) => editing(deps, tx, desk));
}

async function editing(deps: CasesDeps, tx: Tx, desk: Desk): Promise<Editing> {
  const [inForce, running] = [
    await policyInForce(tx, desk.holderId),
    await runningCase(tx, desk.holderId, 'change-of-policy'),
  ];
  if (running === null || running.stage !== 'DRAFT') return { inForce, running, draft: null };
  const now = await deps.engine.read(tx, desk.holderId, running.id, officerAt(desk));
  const versionId = isRefusal(now) ? null : now.history.acts[0]!.data['versionId'];
  return { inForce, running, draft: typeof versionId === 'string' ? await policyVersion(tx, versionId) : null };
}

const officerAt = (desk: Desk): Parameters<CasesDeps['engine']['act']>[1]['by'] => ({
  kind: 'account',
  id: desk.accountId,
  office: 'holder',
  holderId: desk.holderId,
  roles: desk.roles,
});

/** A stored edition as the text it can be edited in. */
export function yamlOf(version: PolicyVersion | null): string {
  if (version === null) return '';
  const { sandboxPaths: _marked, ...policy } = version.body as PolicyBody & { sandboxPaths?: unknown };
  // The database keeps no order of fields; reading it once more puts them into the order of the format.
  const ordered = parsePolicy(asYaml(policy));
  return asYaml(ordered.kind === 'policy' ? ordered.policy : policy);
}
const asYaml = (policy: object): string => stringify(policy, { lineWidth: 0, aliasDuplicateObjects: false });

export type Read =
  | { readonly policy: Policy; readonly findings: readonly Finding[]; readonly faults: readonly Refusal[] }
  | { readonly unreadable: readonly Refusal[] };

/** The text as a policy, with what the law finds in it and what keeps it from being saved. */
export function readDraft(
  source: Uint8Array | string,
  file: string,
  holderCode: string,
  inForce: PolicyVersion | null,
): Read {
  const parsed = parsePolicy(source, file);
  if (parsed.kind === 'unreadable') return { unreadable: parsed.refusals };
  const { policy } = parsed;
  const findings = checkPolicy(policy);
  const same = inForce !== null && hashOf(storedBody(policy, inForce)).equals(inForce.hash);
  return {
    policy,
    findings,
    faults: [
      ...(policy.holder.code === holderCode ? [] : [refuse('DRAFT_OF_OTHER_HOLDER', { field: 'text' })]),
      ...(policy.document.lastUpdated === null ? [refuse('LAST_UPDATE_NOT_STATED', { field: 'text' })] : []),
      ...(hasErrors(findings) ? [refuse('DRAFT_CONTRADICTS', { field: 'text' })] : []),
      ...(same ? [refuse('DRAFT_UNCHANGED', { field: 'text' })] : []),
    ],
  };
}

/** As an edition is stored: sayable in every language, with the sandbox's marks that still stand where they stood. */
function storedBody(policy: Policy, inForce: PolicyVersion | null): PolicyBody {
  const marked = (inForce?.body as { sandboxPaths?: readonly string[] } | undefined)?.sandboxPaths;
  return { ...spoken(policy), ...(marked === undefined ? {} : { sandboxPaths: marked }) } as unknown as PolicyBody;
}
const hashOf = (body: PolicyBody): Buffer => Buffer.from(sha256(canonicalBytes(body as unknown as JsonObject)));

/** Writes the draft and the act that opens or revises its case, in one transaction. */
export async function saveDraft(deps: CasesDeps, desk: Desk, policy: Policy): Promise<{ caseId: string } | Refusal> {
  const { engine, consent } = deps;
  const by = officerAt(desk);
  return consent.db.tx(desk.scope, async (tx): Promise<{ caseId: string } | Refusal> => {
    await lockHolder(tx, desk.holderId);
    const { inForce, running, draft } = await editing(deps, tx, desk);
    const body = storedBody(policy, inForce);
    const hash = hashOf(body);
    const { lastUpdated } = policy.document;
    tx.onCommit(consent.poke);
    if (running !== null) {
      if (draft === null) return refuseCase('NOT_ITS_TURN', { law: ['SP-23a'] });
      const revised = await engine.act(tx, {
        holderId: desk.holderId,
        caseId: running.id,
        act: 'revise',
        by,
        data: { contentHash: hash.toString('hex') },
      });
      if (isRefusal(revised)) return revised;
      if (!(await replaceDraftBody(tx, draft.id, body, hash, lastUpdated)))
        throw new Error(`the draft ${draft.id} is no draft any more`);
      return { caseId: running.id };
    }
    const versionId = uuidv7(consent.clock.real());
    const number = Math.max(0, ...(await policyVersions(tx, desk.holderId)).map((one) => one.number)) + 1;
    const data = {
      policyId: desk.holderId,
      versionId,
      ...(inForce === null ? {} : { previousVersionId: inForce.id }),
      contentHash: hash.toString('hex'),
    };
    await insertPolicyVersion(
      tx,
      { id: versionId, holderId: desk.holderId, number, state: 'draft', body, hash, lastUpdatedOn: lastUpdated },
      consent.clock.now(),
    );
    const opened: CaseNow | Refusal = await engine.open(tx, {
      procedure: 'change-of-policy',
      holderId: desk.holderId,
      subjectId: null,
      by,
      data,
    });
    // A draft without its case would be nobody's: the whole is taken back.
    if (isRefusal(opened)) throw new RefusalError(opened);
    return { caseId: opened.head.id };
  });
}
