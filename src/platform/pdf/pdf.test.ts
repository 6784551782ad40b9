import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createPdf, type Pdf, PdfFault, type PdfFaultReason, type PdfOptions } from './pdf.ts';

const formsDir = mkdtempSync(join(tmpdir(), 'forms-'));
after(() => rmSync(formsDir, { recursive: true, force: true }));
const head =
  '#let data = json(bytes(sys.inputs.data))\n#set document(title: "Сыноо")\n#set text(lang: "ky", font: "PT Serif")\n';
const attach = `#for (i, f) in json(bytes(sys.inputs.attachments)).enumerate() {
  pdf.attach(f.name, read("/attachments/" + str(i), encoding: none), relationship: f.relationship, mime-type: f.mediaType, description: f.description)
}\n`;
writeFileSync(join(formsDir, 'letter.typ'), `${head}${attach}= Кат\n#data.name`);
writeFileSync(join(formsDir, 'broken.typ'), `${head}#data.absent`);
writeFileSync(join(formsDir, 'slow.typ'), `${head}#for a in range(9000) { for b in range(9000) { let c = a * b } }`);
writeFileSync(join(formsDir, 'prying.typ'), `${head}#read("/../../../../etc/passwd")`);

const timestamp = new Date('2026-11-21T12:05:00Z');
async function withPdf(options: Partial<PdfOptions>, use: (pdf: Pdf) => Promise<void>): Promise<void> {
  const pdf = createPdf({ formsDir, ...options });
  try {
    await use(pdf);
  } finally {
    await pdf.stop();
  }
}
const fault = (reason: PdfFaultReason) => (error: unknown) => error instanceof PdfFault && error.reason === reason;

test('the same input gives the same bytes, from any process', async () => {
  const render = async (): Promise<Uint8Array> => {
    let bytes = new Uint8Array();
    await withPdf({}, async (pdf) => {
      bytes = new Uint8Array(await pdf.render('letter', { name: 'Айгүл' }, { timestamp }));
    });
    return bytes;
  };
  const first = await render();
  assert.equal(Buffer.from(first.subarray(0, 5)).toString(), '%PDF-');
  assert.deepEqual(await render(), first);
});

test('the document carries its attachment, its language and its tags', async () => {
  await withPdf({}, async (pdf) => {
    const content = new TextEncoder().encode('{"a":1}');
    const file = {
      name: 'consent.json',
      mediaType: 'application/json',
      description: 'x',
      relationship: 'source',
      content,
    } as const;
    const text = Buffer.from(await pdf.render('letter', { name: 'А' }, { timestamp, attachments: [file] })).toString(
      'latin1',
    );
    for (const part of ['/EmbeddedFile', '/AFRelationship/Source', '/StructTreeRoot', '/Lang'])
      assert.ok(text.replace(/\s+\//g, '/').includes(part), part);
    const without = Buffer.from(await pdf.render('letter', { name: 'А' }, { timestamp })).toString('latin1');
    assert.ok(!without.includes('/EmbeddedFile'));
  });
});

test('a template that fails is a fault of that document only; a template name is a name', async () => {
  await withPdf({}, async (pdf) => {
    await assert.rejects(pdf.render('broken', {}, { timestamp }), fault('template'));
    await assert.rejects(pdf.render('../letter', {}, { timestamp }), fault('template'));
    await assert.rejects(pdf.render('prying', {}, { timestamp }), fault('template'));
    assert.ok((await pdf.render('letter', { name: 'А' }, { timestamp })).length > 0);
  });
});

test('a document that takes too long is ended, and the next one is made', async () => {
  await withPdf({ timeoutMs: 1_500 }, async (pdf) => {
    const slow = assert.rejects(pdf.render('slow', {}, { timestamp }), fault('timeout'));
    const next = pdf.render('letter', { name: 'А' }, { timestamp });
    await slow;
    assert.ok((await next).length > 0);
  });
});

test('documents beyond the queue are turned away at once', async () => {
  await withPdf({ queueLimit: 2 }, async (pdf) => {
    const asked = Array.from({ length: 5 }, (_, i) => pdf.render('letter', { name: String(i) }, { timestamp }));
    const told = await Promise.allSettled(asked);
    assert.equal(told.filter((one) => one.status === 'fulfilled').length, 2);
    assert.ok(told.every((one) => one.status === 'fulfilled' || fault('busy')(one.reason)));
  });
});

for (const limit of [{ recycleAfter: 3 }, { memoryLimit: 1 }])
  test(`renderers are replaced after their share of documents or memory, and none is lost: ${Object.keys(limit)[0]!}`, async () => {
    await withPdf({ ...limit, workers: 2 }, async (pdf) => {
      for (let round = 0; round < 4; round += 1) {
        const made = await Promise.all(
          Array.from({ length: 6 }, (_, i) => pdf.render('letter', { name: `${round}-${i}` }, { timestamp })),
        );
        assert.equal(made.length, 6);
      }
    });
  });

test('after stop nothing is made and no renderer is left', async () => {
  const pdf = createPdf({ formsDir });
  await pdf.render('letter', { name: 'А' }, { timestamp });
  await pdf.stop();
  await assert.rejects(pdf.render('letter', { name: 'А' }, { timestamp }), fault('stopped'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(process.getActiveResourcesInfo().filter((one) => one === 'ProcessWrap').length, 0);
});
