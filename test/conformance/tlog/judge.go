// The judge: Go's sumdb/tlog and sumdb/note, written by others, say whether our log is a log.
// stdin: {"note","vkey","size","root","leaves":[b64],"inclusion":[{"index","size","proof"}],"consistency":[...],"tiles":{path:b64}}
// stdout: what Go makes of it, and Go's own proofs, tiles and note for us to check.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	From  int64    `json:"from"`
	To    int64    `json:"to"`
	Old   []byte   `json:"old"`
	Root  []byte   `json:"root"`
	Proof [][]byte `json:"proof"`
}

type question struct {
	Note        string            `json:"note"`
	Vkey        string            `json:"vkey"`
	Name        string            `json:"name"`
	Leaves      [][]byte          `json:"leaves"`
	Inclusion   []proof           `json:"inclusion"`
	Consistency []proof           `json:"consistency"`
	Tiles       map[string][]byte `json:"tiles"`
}

type answer struct {
	Faults      []string          `json:"faults"`
	Checked     int               `json:"checked"`
	NoteText    string            `json:"noteText"`
	Note        string            `json:"note"`
	Vkey        string            `json:"vkey"`
	Inclusion   []proof           `json:"inclusion"`
	Consistency []proof           `json:"consistency"`
	Tiles       map[string][]byte `json:"tiles"`
}

func hash(b []byte) (h tlog.Hash) { copy(h[:], b); return }

func hashes(list [][]byte) (out []tlog.Hash) {
	for _, b := range list {
		out = append(out, hash(b))
	}
	return
}

func bytesOf(list []tlog.Hash) [][]byte {
	out := [][]byte{}
	for i := range list {
		out = append(out, append([]byte{}, list[i][:]...))
	}
	return out
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Go writes the tile height into the path; C2SP fixes it at 8 and leaves it out.
func path(t tlog.Tile) string { return strings.TrimPrefix(t.Path(), "tile/8/") }

func main() {
	var q question
	must(json.NewDecoder(os.Stdin).Decode(&q))
	a := answer{Faults: []string{}, Tiles: map[string][]byte{}}
	fault := func(what string, err error) {
		a.Checked++
		if err != nil {
			a.Faults = append(a.Faults, fmt.Sprint(what, ": ", err))
		}
	}

	verifier, err := note.NewVerifier(q.Vkey)
	fault("verifier key", err)
	if err == nil {
		opened, err := note.Open([]byte(q.Note), note.VerifierList(verifier))
		fault("note", err)
		if err == nil {
			a.NoteText = opened.Text
		}
	}
	for _, p := range q.Inclusion {
		leaf := tlog.RecordHash(q.Leaves[p.From])
		fault(fmt.Sprint("inclusion ", p.From, "/", p.To), tlog.CheckRecord(hashes(p.Proof), p.To, hash(p.Root), p.From, leaf))
	}
	for _, p := range q.Consistency {
		fault(fmt.Sprint("consistency ", p.From, "/", p.To), tlog.CheckTree(hashes(p.Proof), p.To, hash(p.Root), p.From, hash(p.Old)))
	}

	stored := []tlog.Hash{}
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			out[i] = stored[index]
		}
		return out, nil
	})
	for i, leaf := range q.Leaves {
		more, err := tlog.StoredHashes(int64(i), leaf, reader)
		must(err)
		stored = append(stored, more...)
	}
	size := int64(len(q.Leaves))
	widest := map[[2]int64]tlog.Tile{}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		place := [2]int64{int64(tile.L), tile.N}
		if tile.W > widest[place].W {
			widest[place] = tile
		}
	}
	for _, tile := range widest {
		data, err := tlog.ReadTileData(tile, reader)
		must(err)
		a.Tiles[path(tile)] = data
		if !bytes.Equal(data, q.Tiles[path(tile)]) {
			fault("tile "+path(tile), fmt.Errorf("differs"))
		}
		a.Checked++
	}
	root, err := tlog.TreeHash(size, reader)
	must(err)
	for _, p := range q.Inclusion {
		proof, err := tlog.ProveRecord(size, p.From, reader)
		must(err)
		p.To, p.Root, p.Proof = size, root[:], bytesOf(proof)
		a.Inclusion = append(a.Inclusion, p)
	}
	for _, p := range q.Consistency {
		proof, err := tlog.ProveTree(size, p.From, reader)
		must(err)
		old, err := tlog.TreeHash(p.From, reader)
		must(err)
		p.To, p.Root, p.Old, p.Proof = size, root[:], old[:], bytesOf(proof)
		a.Consistency = append(a.Consistency, p)
	}
	skey, vkey, err := note.GenerateKey(nil, q.Name)
	must(err)
	signer, err := note.NewSigner(skey)
	must(err)
	text := fmt.Sprintf("%s\n%d\n%s\n", q.Name, size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	must(err)
	a.Note, a.Vkey = string(signed), vkey
	must(json.NewEncoder(os.Stdout).Encode(a))
}
