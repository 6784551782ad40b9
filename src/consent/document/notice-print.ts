import type { Lang } from '../../platform/text.ts';
import type { ConsentDocument, DataItem, Sha256, ValidityEnd } from './document.ts';
import { foot, noticeSay, say } from './document.messages.ts';
import { besideOf, place, printer } from './printing.ts';
import type { FormInputs } from './render.ts';
import {
  actionSection,
  askedSection,
  extraSection,
  groundSection,
  holderSection,
  processorSection,
  sharingSection,
  termSection,
} from './sections.ts';

/** CP-5, PD-9.3: what the subject is told before giving any data. */
export type PrintedNotice = Pick<
  ConsentDocument,
  | 'holder'
  | 'obtainedBy'
  | 'processors'
  | 'grounds'
  | 'purposes'
  | 'actions'
  | 'thirdPartyTransfer'
  | 'otherUse'
  | 'publicDistribution'
  | 'crossBorder'
  | 'methods'
  | 'storageTerm'
  | 'extra'
> & {
  readonly id: string;
  readonly dataItems: readonly Omit<DataItem, 'choice'>[];
  readonly validityEnd: ValidityEnd;
};

export function toNoticeInputs(notice: PrintedNotice, lang: Lang, noticeHash: Sha256): FormInputs {
  const p = printer(besideOf(lang));
  return {
    template: 'notice',
    data: {
      template: 'notice',
      title: noticeSay.heading.ky,
      beside: p.beside,
      heading: p.say(noticeSay.heading),
      intro: [p.say(noticeSay.before), p.say(noticeSay.free)],
      sections: [
        holderSection(p, notice),
        groundSection(p, notice),
        askedSection(p, notice.dataItems, notice.purposes),
        actionSection(p, notice),
        processorSection(p, notice),
        sharingSection(p, notice),
        termSection(p, { end: notice.validityEnd, from: null, storageTerm: notice.storageTerm, onForm: false }),
        ...extraSection(p, notice.extra),
      ],
      closing: [p.say(say.withdrawal), p.say(say.draftLaw)],
      footer: { lines: [place(foot.notice, { id: notice.id }), place(foot.noticeHash, { hash: noticeHash })] },
    },
  };
}
