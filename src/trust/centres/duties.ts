import { requirements, type Requirement } from '../../law/index.ts';
import { isAccredited, type Standing } from './standing.ts';

// What a centre is held to. Pure.

/** The law's articles about every certification centre, and those about an accredited one. */
const ofEvery = ['13', '14'];
const ofAccredited = ['15', '16', '17', '18'];

/**
 * ES-16.7c: an accredited centre observes what the law sets for certification centres, and what it sets for accredited ones beside it;
 * ES-16.7a: the conditions of its accreditation for the whole term too. A centre without accreditation is held to the first part.
 */
export function dutiesOf(standing: Standing | null): readonly Requirement[] {
  const accredited = isAccredited(standing);
  return requirements.filter((row) => {
    if (row.act !== 'ES') return false;
    if (ofEvery.includes(row.heading)) return true;
    if (!accredited || !ofAccredited.includes(row.heading)) return false;
    return row.actor === 'accredited_ca' || row.id.startsWith('ES-16.3');
  });
}
