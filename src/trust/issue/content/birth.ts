import {
  der,
  DerError,
  type DerNode,
  elements,
  fields,
  oids,
  readOid,
  readText,
  setElements,
  tags,
} from '../../der/index.ts';
import { dayTime, readDay, readTextWithin, textWithin } from './sized.ts';

// ES-17.2.2a-c: what X.520 has no attribute for stands in subjectDirectoryAttributes (RFC 3739 3.2.2).

export type PersonalData = {
  /** YYYY-MM-DD. */
  readonly dateOfBirth?: string;
  readonly placeOfBirth?: string;
  /** Also the second word of givenName. */
  readonly patronymic?: string;
};

const attribute = (type: string, value: Buffer): Buffer => der.sequence(der.oid(type), der.setOf(value));

/** @throws RangeError */
export const subjectDirectoryAttributes = ({ dateOfBirth, placeOfBirth, patronymic }: PersonalData): Buffer =>
  der.sequence(
    dateOfBirth === undefined ? undefined : attribute(oids.dateOfBirth, dayTime(dateOfBirth)),
    placeOfBirth === undefined ? undefined : attribute(oids.placeOfBirth, textWithin(placeOfBirth, 128)),
    patronymic === undefined ? undefined : attribute(oids.kgPatronymic, textWithin(patronymic, 64)),
  );

/** Attributes the profile does not use are passed over. @throws DerError */
export function readSubjectDirectoryAttributes(node: DerNode): PersonalData {
  const values = new Map<string, DerNode>();
  for (const one of elements(node, tags.sequence, 1)) {
    const f = fields(one);
    const type = readOid(f.next());
    const [value, ...others] = setElements(f.next(), tags.set, 1);
    f.end();
    if (values.has(type) || others.length > 0) throw new DerError('unexpected', one.start, 'an attribute twice');
    values.set(type, value!);
  }
  const [date, place, patronymic] = [oids.dateOfBirth, oids.placeOfBirth, oids.kgPatronymic].map((oid) =>
    values.get(oid),
  );
  return {
    ...(date === undefined ? {} : { dateOfBirth: readDay(date) }),
    ...(place === undefined ? {} : { placeOfBirth: readText(place) }),
    ...(patronymic === undefined ? {} : { patronymic: readTextWithin(patronymic, 64) }),
  };
}
