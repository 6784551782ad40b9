import type { Report } from '../../../record/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { WorkFault, type WorkLimits, workPool } from '../../../platform/work/pool.ts';
import { verifyingMeans } from '../condition-integrity.ts';
import { refuse } from '../refusals.ts';
import { registerFacts, type RegisterTrust } from '../registers.ts';
import { createRoom, type Place, type Sender } from './room.ts';
import type {
  Ask,
  Checked,
  Done,
  EvidenceJob,
  Job,
  Known,
  PdfCompleteJob,
  PdfPrepareJob,
  PreparedDocument,
  SignatureJob,
  SignedDocument,
} from './job.ts';

/**
 * ES-12.3.1 lets anybody send a file, and somebody will send the worst one: the slowest known took a second alone on a core, and the
 * heap of a check stayed under 150 MiB (docs/conformance.md). What passes these limits was made to.
 */
export const usualLimits: WorkLimits = { workers: 2, waiting: 6, timeMs: 15_000, heapMb: 256 };
/** Files that are read in or judged at one time, the pages' and the API's together. */
const mostAtOnce = 6;
/** Of those, one caller's. */
const mostOfOne = 3;

/** What the registers said in one verification; null: they were not asked. Plain data: it may be serialized (node:v8). */
export type Kept = { readonly known: Known | null };

/** What is sent to be verified, verified away from the process that answers everybody. */
export type Verifier = {
  signature(job: Omit<SignatureJob, 'kind'>): Promise<Checked | Refusal>;
  /** The same, with what was known: for whoever has to be able to show why. */
  recorded(job: Omit<SignatureJob, 'kind'>): Promise<(Checked & { readonly known: Kept }) | Refusal>;
  /** Judged once more by what was known then, and by nothing else. */
  again(job: Omit<SignatureJob, 'kind'>, known: Kept): Promise<Checked | Refusal>;
  evidence(job: Omit<EvidenceJob, 'kind'>): Promise<Report | Refusal>;
  /** A PDF on its way to a signature: read and written there too. */
  prepareDocument(job: Omit<PdfPrepareJob, 'kind'>): Promise<PreparedDocument | Refusal>;
  completeDocument(job: Omit<PdfCompleteJob, 'kind'>): Promise<SignedDocument | Refusal>;
  /** Room for one file of this caller, taken before its first octet is read; where there is none, a refusal. Whoever takes it leaves it. */
  enter(caller: string, sender?: Sender): Place | Refusal;
  /** The check of a file from its first octet to its answer, in a place of the caller's or in the one it has taken. */
  atOnce<T>(caller: string | Place, check: () => Promise<T | Refusal>): Promise<T | Refusal>;
  /** Processes that live now. */
  readonly processes: number;
  stop(): Promise<void>;
};

/** Processes that judge by the registers of this installation. */
export function createVerifier(trust: RegisterTrust, limits: WorkLimits = usualLimits): Verifier {
  const pool = workPool<Job, Ask, Known, Done>(new URL('./worker.ts', import.meta.url), limits);
  const raw = (certificates: RegisterTrust['own']): Uint8Array[] => certificates.map((one) => one.raw);
  const room = createRoom(mostAtOnce, mostOfOne);
  type Tell = (asked: Ask) => Promise<Known>;
  const told =
    (at: Date): Tell =>
    async ({ fingerprints }) => ({
      facts: await registerFacts(trust.db, fingerprints, at),
      further: trust.further ?? [],
      roots: raw(trust.roots),
      own: raw(trust.own),
    });
  const run = async (job: Job, tell: Tell = told(job.at)): Promise<Done> => {
    try {
      return await pool.run(job, tell);
    } catch (error) {
      if (!(error instanceof WorkFault)) throw error;
      if (error.reason === 'busy' || error.reason === 'stopped') return refuse('VERIFIER_BUSY');
      if (error.reason === 'died') throw error;
      return refuse('VERIFICATION_TOO_MUCH_WORK', { details: { limit: error.reason } });
    }
  };
  // ES-12.1: what was checked, and by which means; what could not be read was not checked.
  const logged = async <T>(object: Uint8Array, made: Promise<Done>): Promise<T | Refusal> => {
    const done = await made;
    if (!isRefusal(done)) await trust.log?.({ operation: 'verify', means: verifyingMeans, object });
    return done as T | Refusal;
  };
  return {
    signature: (job) => logged<Checked>(job.signature, run({ ...job, kind: 'signature' })),
    async recorded(job) {
      let kept: Kept = { known: null };
      const made = run({ ...job, kind: 'signature' }, async (asked) => {
        const known = await told(job.at)(asked);
        kept = { known };
        return known;
      });
      const done = await logged<Checked>(job.signature, made);
      return isRefusal(done) ? done : { ...done, known: kept };
    },
    again: (job, { known }) =>
      logged<Checked>(
        job.signature,
        run({ ...job, kind: 'signature' }, async () => {
          if (known === null) throw new Error('nothing was asked of the registers then');
          return known;
        }),
      ),
    evidence: (job) => logged<Report>(job.file, run({ ...job, kind: 'evidence' })),
    prepareDocument: (job) => run({ ...job, kind: 'pdf-prepare' }) as Promise<PreparedDocument | Refusal>,
    completeDocument: (job) => run({ ...job, kind: 'pdf-complete' }) as Promise<SignedDocument | Refusal>,
    enter: (caller, sender) => room.enter(caller, sender),
    async atOnce(caller, check) {
      if (typeof caller !== 'string') return caller.hold(check);
      const place = room.enter(caller);
      if (isRefusal(place)) return place;
      try {
        return await place.hold(check);
      } finally {
        place.leave();
      }
    },
    get processes() {
      return pool.size;
    },
    stop: () => pool.stop(),
  };
}
