import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import '../../../test/support/effort.ts';
import { attrs, escape, html, isEmpty, join, raw, safeUrl } from './html.ts';

test('what is put into a page is escaped, in text and in attributes', () => {
  const name = `<script>alert("x")</script> & 'ң'`;
  assert.equal(
    html`<p title="${name}">${name}</p>`.toString(),
    '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;ң&#39;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;ң&#39;</p>',
  );
});

test('no text whatever can open a tag or leave an attribute', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      (text) => !/[<>"']/.test(escape(text)) && !/[<>"']/.test(html`${text}`.toString()),
    ),
  );
});

test('markup made by the tag passes, nested and in lists; nothing prints nothing', () => {
  assert.equal(
    html`<ul>${['a<', 'b'].map((x) => html`<li>${x}</li>`)}</ul>`.toString(),
    '<ul><li>a&lt;</li><li>b</li></ul>',
  );
  assert.equal(html`${null}${undefined}${false}${0}${10n}${raw('<hr>')}`.toString(), '010<hr>');
  assert.equal(join(['a', html`<b>b</b>`], html`<br>`).toString(), 'a<br><b>b</b>');
  assert.equal(isEmpty(html`${false}`), true);
});

test('an address that would run is not an address', () => {
  for (const bad of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:x',
    'data:text/html,x',
    'vbscript:x',
  ])
    assert.equal(html`<a href="${bad}">x</a>`.toString(), '<a href="#">x</a>', bad);
  for (const good of [
    '/a?b=c:d',
    '#x',
    'https://example.kg',
    'mailto:a@example.kg',
    'tel:+996000',
    'a/b',
    '?x=javascript:y',
  ])
    assert.equal(safeUrl(good), good);
  assert.equal(attrs({ href: 'javascript:1' }).toString(), ' href="#"');
});

test('a template that the content policy would block is a fault at its first use', () => {
  assert.throws(() => html`<p style="color:red">x</p>`, /style attribute/);
  assert.throws(() => html`<p onclick="x()">x</p>`, /event handler/);
  assert.throws(() => html`<script>x()</script>`, /inline script/);
  assert.throws(() => html`<style>p{}</style>`, /style sheet/);
  assert.throws(() => html`<a href=${'x'}>x</a>`, /unquoted/);
  assert.throws(() => attrs({ style: 'color:red' }), /not allowed/);
  assert.throws(() => attrs({ onclick: 'x()' }), /not allowed/);
  assert.equal(
    html`<p>a =${'b'}</p><script src="${'/assets/a.js'}"></script>`.toString(),
    '<p>a =b</p><script src="/assets/a.js"></script>',
  );
});

test('attributes: true is a bare name, nothing is left out', () => {
  assert.equal(
    attrs({ id: 'a"b', hidden: true, value: undefined, class: null, checked: false, rows: 5 }).toString(),
    ' id="a&quot;b" hidden rows="5"',
  );
});
