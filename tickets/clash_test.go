package tickets_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"vigie/rome"
	"vigie/rome/sample"
	"vigie/tickets"
)

func rename(ogr, label string) rome.Change {
	return rome.Change{Kind: rome.AppellationRename, OGR: ogr, Label: label}
}

// What cannot be had together finds one another whoever came first, while it is
// open or awaited; the public knows of public requests alone.
func TestClashesAreFound(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		wish := rename("20168", "Dépanneur / Dépanneuse de réseaux")
		other := b.file(filing(rename("20168", "Installateur / Installatrice de réseaux"), never))
		same := b.file(filing(rename("20168", "DÉPANNEUR / dépanneuse de réseaux")))
		gone := b.file(filing(rome.Change{Kind: rome.AppellationRemove, OGR: "20168"}))
		found := func(public bool) (list []string) {
			b.t.Helper()
			clashes, err := b.Clashes(ctx, wish, 0, public)
			b.must(err)
			for _, c := range clashes {
				list = append(list, fmt.Sprint(c.Reference, " ", c.N, " ", c.Kind))
			}
			return list
		}
		both := []string{other.Reference + " 1 rename", gone.Reference + " 1 removed"}
		if have := found(false); !slices.Equal(have, both) {
			b.t.Errorf("found %v, want %v", have, both)
		}
		if have := found(true); len(have) != 0 {
			b.t.Errorf("the public is told of private requests: %v", have)
		}
		b.must(b.Publish(ctx, agent, gone.ID, gone.Version, true))
		if have := found(true); !slices.Equal(have, both[1:]) {
			b.t.Errorf("the public finds %v, want %v", have, both[1:])
		}
		// The accepted one comes first; what is declined, withdrawn or spam is none.
		gone = b.accepted(b.read(gone.Reference), agent)
		if have := found(false); !slices.Equal(have, []string{both[1], both[0]}) {
			b.t.Errorf("the accepted one is not first: %v", have)
		}
		b.must(b.Decide(ctx, agent, other.ID, other.Version, []tickets.Choice{{Proposal: 1, Outcome: tickets.Decline, Reason: tickets.NoUse}}, tickets.LetterText{Subject: "s", Text: "t"}))
		b.must(b.Withdraw(ctx, tickets.Actor{Role: tickets.Requester, Ticket: gone.ID}, gone.ID))
		if have := found(false); len(have) != 0 {
			b.t.Errorf("found what nobody asks any more: %v", have)
		}
		spam := b.file(filing(rename("20168", "Achetez nos réseaux")))
		b.must(b.Close(ctx, agent, spam.ID, spam.Version, tickets.Spam))
		if have := found(false); len(have) != 0 {
			b.t.Errorf("found spam: %v", have)
		}
		_ = same
		b.must(b.Sweep(ctx, nil)) // claims for what is older than the table
		b.faultless()
	})
}

// Accepting both sides is refused until it is said to be known; the journal keeps
// that it was.
func TestBothSidesOfAClash(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		text := tickets.LetterText{Subject: "s", Text: "t"}
		first := b.accepted(b.file(filing(rename("20168", "Dépanneur / Dépanneuse de réseaux"))), agent)
		second := b.file(filing(rename("20168", "Installateur / Installatrice de réseaux"), rename("20168", "Poseur / Poseuse de réseaux")))

		all, err := b.CaseClashes(ctx, agent, second)
		b.must(err)
		if len(all[1]) != 2 || all[1][0].N != 2 || all[1][1].Reference != first.Reference {
			b.t.Errorf("the ticket's clashes: %+v", all[1])
		}
		choices := []tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}
		refused := func(choices []tickets.Choice, fields ...string) {
			b.t.Helper()
			err := b.Decide(ctx, agent, second.ID, second.Version, choices, text)
			var invalid *tickets.Invalid
			if !errors.As(err, &invalid) {
				b.t.Fatalf("accepted both sides: %v", err)
			}
			var have []string
			for _, f := range invalid.Faults {
				if f.Rule == tickets.RuleClash {
					have = append(have, f.Field)
				}
			}
			if !slices.Equal(have, fields) {
				b.t.Errorf("refused for %v, want %v", have, fields)
			}
		}
		refused(choices, "proposals.1.despite")
		if _, err := b.DraftDecision(ctx, agent, second.ID, second.Version, choices); err != nil {
			b.t.Errorf("not even drafted: %v", err)
		}
		// Both sides within one request.
		refused([]tickets.Choice{{Proposal: 1, Outcome: tickets.Accept, Despite: true}, {Proposal: 2, Outcome: tickets.Accept}}, "proposals.2.despite")
		found, err := b.ChoiceClashes(ctx, agent, second.Ticket, choices)
		b.must(err)
		if len(found[1]) != 1 || found[1][0].Reference != first.Reference {
			b.t.Errorf("the choice clashes with %+v", found[1])
		}
		choices[0].Despite = true
		second = b.accepted(second, agent, choices...)
		if f := second.Events[second.Proposals[0].DecidedIn-1].Fact.(tickets.Accepted); f.Despite != 1 {
			b.t.Errorf("the journal says %+v", f)
		}
		// To decline needs nothing.
		second = b.accepted(second, agent, tickets.Choice{Proposal: 2, Outcome: tickets.Decline, Reason: tickets.NoUse})
		b.faultless()
	})
}

// Of two agents who accept the two sides at the same time, one is refused.
func TestBothSidesAtOnce(t *testing.T) {
	onEach(t, func(b *bench) {
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		for round := range 5 {
			label := strings.Repeat("a", round+1)
			cases := []*tickets.Case{b.file(filing(rename("20168", label+" un"))), b.file(filing(rename("20168", label+" deux")))}
			errs := make([]error, 2)
			var wg sync.WaitGroup
			for i, c := range cases {
				wg.Go(func() {
					errs[i] = b.Decide(b.t.Context(), agent, c.ID, c.Version,
						[]tickets.Choice{{Proposal: 1, Outcome: tickets.Accept}}, tickets.LetterText{Subject: "s", Text: "t"})
				})
			}
			wg.Wait()
			done := 0
			for i, err := range errs {
				var invalid *tickets.Invalid
				switch {
				case err == nil:
					done++
					c := b.read(cases[i].Reference) // for the next round
					b.must(b.Decide(b.t.Context(), agent, c.ID, c.Version,
						[]tickets.Choice{{Proposal: 1, Outcome: tickets.Decline, Reason: tickets.NoUse}}, tickets.LetterText{Subject: "s", Text: "t"}))
				case !errors.As(err, &invalid):
					b.t.Fatal(err)
				}
			}
			if done != 1 {
				b.t.Fatalf("round %d: %d of two sides were accepted: %v", round, done, errs)
			}
		}
	})
}

// The index finds exactly what comparing everything with everything finds, after
// filing, adding, rebasing, and after a database that had no index was given one.
func TestTheIndexOfClaims(t *testing.T) {
	onEach(t, func(b *bench) {
		ctx := b.t.Context()
		b.sampleRelease(1, "2026-05-04")
		agent := b.agent()
		random := rand.New(rand.NewPCG(1, 2))
		labels := []string{"Un", "Deux", "Trois"}
		ogrs := []string{"20168", "19372", "10744"}
		wish := func() rome.Change {
			label, ogr := labels[random.IntN(3)], ogrs[random.IntN(3)]
			code := []string{"M1805", "I1401", "H2102"}[random.IntN(3)]
			return []rome.Change{
				rename(ogr, label),
				{Kind: rome.AppellationCreate, Code: code, Label: label},
				{Kind: rome.AppellationMove, OGR: ogr, To: code},
				{Kind: rome.OccupationRename, Code: code, Label: label},
				{Kind: rome.OccupationDefine, Code: code, Text: label},
				{Kind: rome.AppellationRemove, OGR: ogr},
				{Kind: rome.OccupationRemove, Code: code},
			}[random.IntN(7)]
		}
		var cases []*tickets.Case
		for range 30 {
			c := b.file(filing(wish()))
			b.must(b.Propose(ctx, agent, c.ID, c.Version, []rome.Change{wish()}, 0))
			cases = append(cases, b.read(c.Reference))
		}
		compare := func(when string) {
			b.t.Helper()
			total := 0
			for _, c := range cases {
				c = b.read(c.Reference)
				for _, p := range c.Proposals {
					var want []string
					for _, d := range cases {
						for _, q := range b.read(d.Reference).Proposals {
							if kind, clash := rome.Clash(p.Change, q.Change); clash && d.ID != c.ID {
								want = append(want, fmt.Sprint(d.Reference, q.N, kind))
							}
						}
					}
					list, err := b.Clashes(ctx, p.Change, c.ID, false)
					b.must(err)
					var have []string
					for _, f := range list {
						have = append(have, fmt.Sprint(f.Reference, f.N, f.Kind))
					}
					want = want[:min(len(want), 20)]
					if !slices.Equal(have, want) {
						b.t.Fatalf("%s: change %d of %s: found %v, want %v", when, p.N, c.Reference, have, want)
					}
					total += len(have)
				}
			}
			if total == 0 {
				b.t.Fatal("nothing clashes: the test tests nothing")
			}
		}
		compare("filed")
		b.on("2026-06-20")
		b.sampleRelease(2, "2026-06-15")
		rebased := 0
		for _, c := range cases {
			for n := range 2 {
				if c = b.read(c.Reference); tickets.MayRebase(&c.Proposals[n], b.Release()) {
					b.must(b.Rebase(ctx, agent, c.ID, c.Version, n+1))
					rebased++
				}
			}
		}
		if rebased == 0 {
			b.t.Error("nothing was rebased")
		}
		compare("rebased")
		_, err := b.db.Write.Exec(`DELETE FROM claims`)
		b.must(err)
		b.must(b.Sweep(ctx, nil))
		compare("claimed anew")
		b.faultless()
		_, err = b.db.Write.Exec(`DELETE FROM claims WHERE n = 2`)
		b.must(err)
		v, err := b.Verify(ctx)
		b.must(err)
		if len(v.Faults) == 0 {
			b.t.Error("nobody misses the claims")
		}
	})
}

// BenchmarkClashes finds what clashes with one change among ten thousand, one in
// five of them about the same occupation.
func BenchmarkClashes(b *testing.B) {
	s := benchStore(b)
	fill(b, s, 10_000, func(i int) rome.Change {
		code := sampleCodes(b)[i%42]
		if i%5 == 0 {
			code = "M1805"
		}
		return rome.Change{Kind: rome.AppellationCreate, Code: code, Label: fmt.Sprint("Appellation ", i)}
	})
	change := rome.Change{Kind: rome.OccupationRemove, Code: sampleCodes(b)[7]}
	for b.Loop() {
		list, err := s.Clashes(b.Context(), change, 0, false)
		if err != nil || len(list) == 0 {
			b.Fatal(len(list), err)
		}
	}
}

func sampleCodes(tb testing.TB) (codes []string) {
	r, err := rome.Read(sample.First(""))
	if err != nil {
		tb.Fatal(err)
	}
	for _, o := range r.Occupations() {
		codes = append(codes, o.Code)
	}
	return codes
}
