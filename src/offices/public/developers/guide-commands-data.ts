/** The guide's commands, in the order of its steps. Every one runs as it stands in the sandbox. */
export const guideCommands = (url: string): readonly string[] => [
  `BASE=${url}
LOGIN=curl@example.kg
PASSWORD='kymyz-tunduk-2026-jailoo'
json() { curl -s -b jar -c jar -H "X-CSRF-Token: $CSRF" -H 'Content-Type: application/json' "$@"; }

SIGNUP=$(json $BASE/v1/auth/sign-up -d "{\\"login\\":\\"$LOGIN\\"}")
json $BASE/v1/auth/sign-up/complete -d "$(jq -n --argjson s "$SIGNUP" --arg l "$LOGIN" --arg p "$PASSWORD" \\
  '{token: $s.token, code: $s.code, login: $l, password: $p}')"
CSRF=$(json $BASE/v1/auth/me | jq -r .csrf)`,
  `ESI=$(json -X POST $BASE/v1/auth/binding/esi -d '{}' | jq -r .url)
PAGE=$(curl -s -L -b jar -c jar -o /dev/null -w '%{url_effective}' "$ESI")
curl -s -L -b jar -c jar -o /dev/null -d citizen=esi-4 "$PAGE"
json $BASE/v1/auth/binding`,
  `json $BASE/v1/me/record -d '{
  "address":  {"kind": "residence", "text": "Бишкек ш., Сыноо көчөсү, 1-үй"},
  "document": {"type": "id-card-2017", "series": "ID", "number": "0000004",
               "issuedOn": "2020-01-15", "issuedBy": "МКК 211011"}}'`,
  `HOLDER=$(json $BASE/v1/holders | jq -r '.items[0].id')
FORM=$(json $BASE/v1/holders/$HOLDER/forms | jq -r '[.items[] | select(.asksConsent)][0].purposeId')
AGREEMENT=$(json $BASE/v1/holders/$HOLDER/agreement -H 'Accept-Language: ky' | jq -r .textHash)
json $BASE/v1/holders/$HOLDER/agreement/acceptance -d "{\\"lang\\":\\"ky\\",\\"textHash\\":\\"$AGREEMENT\\"}"`,
  `NOTICE=$(json $BASE/v1/me/journeys -d "{\\"purposeId\\":\\"$FORM\\",\\"lang\\":\\"ky\\"}")
echo "$NOTICE" | jq .notice
PROTOCOL=$(echo "$NOTICE" | jq -r .protocolId)`,
  `CHOICES=$(echo "$NOTICE" | jq '{categories: [.notice.data[].code], processing: true, transfer: false,
  crossBorder: false, place: "Бишкек", acknowledged: true}')
DRAFT=$(json $BASE/v1/me/drafts -d "$(jq -n --arg f "$FORM" --arg p "$PROTOCOL" --argjson c "$CHOICES" \\
  '{purposeId: $f, protocolId: $p, choices: $c, beside: null}')")
echo "$DRAFT" | jq .document`,
  `SIGNING=$(json $BASE/v1/me/signings -d "$(echo "$DRAFT" | jq --arg p "$PROTOCOL" --arg h "$HOLDER" \\
  '{protocolId: $p, manifestHash, holderId: $h}')" | jq -r .signingId)
CONSENT=$(json $BASE/v1/me/consents -d "$(echo "$DRAFT" | jq --arg s "$SIGNING" --arg p "$PASSWORD" \\
  '{draftId, signingId: $s, password: $p}')" | jq -r .consentId)
echo $CONSENT`,
  `sleep 2
json $BASE/v1/me/consents/$CONSENT/evidence.asice --output evidence.asice
npm run makulduk -- verify evidence.asice`,
  `STAFF() { curl -s -b staff -c staff -H "X-CSRF-Token: $STAFF_CSRF" -H 'Content-Type: application/json' "$@"; }
STAFF $BASE/v1/auth/sign-in -d '{"login":"admin@salyk.example.kg","password":"Sandbox-2026-ala-too"}'
STAFF_CSRF=$(STAFF $BASE/v1/auth/me | jq -r .csrf)
CLIENT=$(STAFF $BASE/v1/holders/$HOLDER/clients -d '{"name":"curl","scopes":["may","subjects:lookup"]}')
TOKEN=$(curl -s $BASE/oauth/token -d grant_type=client_credentials \\
  -d client_id=$(echo "$CLIENT" | jq -r .clientId) -d client_secret=$(echo "$CLIENT" | jq -r .secret) | jq -r .access_token)`,
  `MACHINE() { curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$@"; }
SUBJECT=$(MACHINE $BASE/v1/holders/$HOLDER/subjects/lookup -d '{"pin":"PIN"}' | jq -r .subjectId)
ask() { MACHINE $BASE/v1/holders/$HOLDER/may -d "$(jq -n --arg f "$FORM" --arg s "$SUBJECT" --argjson c "$CHOICES" \\
  '{purposeId: $f, subjectId: $s, categories: $c.categories, action: "store"}')"; }
ask`,
  `json $BASE/v1/me/consents/$CONSENT/withdrawal -d '{"application":"Макулдугумду кайта сурап алам."}'
ask`,
];
