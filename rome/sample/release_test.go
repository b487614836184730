package sample_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/rome"
	"vigie/rome/sample"
)

func load(t *testing.T, fsys fs.FS) *rome.Release {
	t.Helper()
	release, err := rome.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		fsys                                fs.FS
		number, published, validated, title string
		counts                              rome.Counts
	}{
		{
			sample.First(""), "491", "2026-06-15", "2026-05-25", "ROME 4.0 version 91 - jeu d'exemple",
			rome.Counts{Occupations: 42, Appellations: 198, Skills: 203, Knowledge: 49, Contexts: 40, Links: 336, Mobilities: 57},
		},
		{
			sample.Second("2026-10-01"), "492", "2026-10-01", "2026-09-10", "ROME 4.0 version 92 - jeu d'exemple",
			rome.Counts{Occupations: 43, Appellations: 201, Skills: 204, Knowledge: 50, Contexts: 40, Links: 341, Mobilities: 59},
		},
	} {
		release := load(t, c.fsys)
		if release.Number != c.number || release.Title != c.title || release.PublishedOn != c.published || release.ValidatedOn != c.validated {
			t.Errorf("number %q, title %q, published on %q, validated on %q", release.Number, release.Title, release.PublishedOn, release.ValidatedOn)
		}
		if !strings.Contains(release.Description, "Licence Ouverte") || !strings.Contains(release.Description, "jeu d'exemple") {
			t.Errorf("the description does not say what %s is: %s", release.Number, release.Description)
		}
		if diff := cmp.Diff(c.counts, release.Counts()); diff != "" {
			t.Errorf("%s: counts differ (-want +got):\n%s", c.number, diff)
		}

		archive, err := sample.Zip(c.fsys)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := rome.ReadBytes(archive)
		if err != nil {
			t.Fatal(err)
		}
		if packed.SHA256 != release.SHA256 || packed.Counts() != release.Counts() {
			t.Errorf("%s reads differently from its archive", c.number)
		}
	}
}

func TestSecondMakesTheChanges(t *testing.T) {
	first, second := load(t, sample.First("")), load(t, sample.Second(""))
	for _, change := range sample.Changes {
		name := fmt.Sprintf("%s %s%s%s %s%s", change.Kind, change.Code, change.OGR, change.From, change.Label, change.Item.OGR+change.Item.Label)
		if err := change.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := first.Check(change); got.Verdict != rome.Unmet {
			t.Errorf("%s is %s in the first release (%s)", name, got.Verdict, got.Reason)
		}
		if got := second.Check(change); got.Verdict != rome.Holds {
			t.Errorf("%s is %s in the second release (%s)", name, got.Verdict, got.Reason)
		}
	}
}

// TestNothingElseIsRenamed compares the labels of both releases, once the
// changes of the table are made on the first one's.
func TestNothingElseIsRenamed(t *testing.T) {
	first, second := load(t, sample.First("")), load(t, sample.Second(""))
	want, got := labelsOf(first), labelsOf(second)

	for _, change := range sample.Changes {
		switch change.Kind {
		case rome.OccupationCreate:
			want.create(change.Code, change.Label)
			want.occupations[change.Code] = change.Label
		case rome.OccupationRename:
			occupation, _ := first.Occupation(change.Code)
			want.occupations[change.Code] = change.Label
			want.appellations[occupation.Principal().OGR] = change.Code + " " + change.Label
		case rome.AppellationCreate:
			want.create(change.Code, change.Label)
		case rome.AppellationRename:
			appellation, _ := first.Appellation(change.OGR)
			want.appellations[change.OGR] = appellation.Code + " " + change.Label
		case rome.AppellationMove:
			appellation, _ := first.Appellation(change.OGR)
			want.appellations[change.OGR] = change.To + " " + appellation.Label
		case rome.AppellationRemove:
			delete(want.appellations, change.OGR)
		}
	}
	slices.Sort(want.created)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(labels{})); diff != "" {
		t.Errorf("labels differ (-want +got):\n%s", diff)
	}
}

// labels are the labels of a release: of occupations by code, of appellations,
// after their code, by OGR. Those created for the sample stand apart, since a
// change cannot know their OGR.
type labels struct {
	occupations, appellations map[string]string
	created                   []string
}

func (l *labels) create(code, label string) { l.created = append(l.created, code+" "+label) }

func labelsOf(release *rome.Release) *labels {
	l := &labels{occupations: map[string]string{}, appellations: map[string]string{}}
	for _, occupation := range release.Occupations() {
		l.occupations[occupation.Code] = occupation.Label
		for _, appellation := range occupation.Appellations {
			if strings.HasPrefix(appellation.OGR, "90000") {
				l.create(appellation.Code, appellation.Label)
				continue
			}
			l.appellations[appellation.OGR] = appellation.Code + " " + appellation.Label
		}
	}
	slices.Sort(l.created)
	return l
}

// TestOnlyTheChangesDiffer compares, fact by fact, what hangs from the
// occupations that both releases have.
func TestOnlyTheChangesDiffer(t *testing.T) {
	first, second := load(t, sample.First("")), load(t, sample.Second(""))
	var want []string
	for _, change := range sample.Changes {
		item := change.Item.Label
		if known, ok := first.Item(change.Item.OGR); ok {
			item = known.Label
		}
		before, _ := first.Occupation(change.Code)
		after, _ := second.Occupation(change.Code)
		switch change.Kind {
		case rome.OccupationDefine:
			want = append(want, "- "+change.Code+" definition "+before.Definition, "+ "+change.Code+" definition "+change.Text)
		case rome.OccupationTag:
			want = append(want, fmt.Sprint("- ", change.Code, " tags ", before.Tags), fmt.Sprint("+ ", change.Code, " tags ", after.Tags))
		case rome.LinkAdd:
			want = append(want, "+ "+change.Code+" link "+item+" ")
		case rome.LinkRemove:
			link, _ := before.Link(change.Item.OGR)
			want = append(want, "- "+change.Code+" link "+item+" "+link.Core)
		case rome.MobilityAdd:
			want = append(want, "+ "+change.From+" mobility "+change.To)
		case rome.MobilityRemove:
			want = append(want, "- "+change.From+" mobility "+change.To)
		}
	}

	var got []string
	for _, occupation := range first.Occupations() {
		later, ok := second.Occupation(occupation.Code)
		if !ok {
			t.Errorf("%s is gone", occupation.Code)
			continue
		}
		before, after := facts(occupation), facts(later)
		for _, fact := range before {
			if !slices.Contains(after, fact) {
				got = append(got, "- "+fact)
			}
		}
		for _, fact := range after {
			if !slices.Contains(before, fact) {
				got = append(got, "+ "+fact)
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differences of the sheets (-listed +found):\n%s", diff)
	}
}

// facts are all an occupation is told of, but labels and where it was read.
func facts(o *rome.Occupation) []string {
	facts := []string{
		fmt.Sprint(o.Code, " is ", o.OGR, " ", o.SheetID, " ", o.Parent),
		fmt.Sprint(o.Code, " tags ", o.Tags),
		o.Code + " definition " + o.Definition,
		o.Code + " access " + o.Access,
	}
	for _, link := range o.Links {
		facts = append(facts, o.Code+" link "+link.Item.Label+" "+link.Core)
	}
	for _, mobility := range o.Mobilities {
		facts = append(facts, o.Code+" mobility "+mobility.To)
	}
	return facts
}
