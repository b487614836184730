package message

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []Address
	}{
		{"", nil},
		{" , ;", nil},
		{"<>", nil},
		{"jean@example.org", []Address{{"", "jean@example.org"}}},
		{"<jean@example.org>", []Address{{"", "jean@example.org"}}},
		{"Jean Dupont <jean@example.org>", []Address{{"Jean Dupont", "jean@example.org"}}},
		{`"Dupont, Jean" <jean@example.org>`, []Address{{"Dupont, Jean", "jean@example.org"}}},
		{`"Jean \"le Grand\" Dupont" <jean@example.org>`, []Address{{`Jean "le Grand" Dupont`, "jean@example.org"}}},
		{"Dupont, Jean <jean@example.org>, Paul <paul@example.org>", []Address{{"Dupont, Jean", "jean@example.org"}, {"Paul", "paul@example.org"}}},
		{"Jean <jean@example.org>; Paul <paul@example.org>;", []Address{{"Jean", "jean@example.org"}, {"Paul", "paul@example.org"}}},
		{"jean@example.org (Jean Dupont)", []Address{{"Jean Dupont", "jean@example.org"}}},
		{"jean@example.org (Jean (le Grand) Dupont)", []Address{{"Jean (le Grand) Dupont", "jean@example.org"}}},
		{"(avant) jean(x)@(y)example.org", []Address{{"avant", "jean@example.org"}}},
		{"Jean jean@example.org", []Address{{"Jean", "jean@example.org"}}},
		{"jean@example.org Jean", []Address{{"Jean", "jean@example.org"}}},
		{"Jean <jean@example.org", []Address{{"Jean", "jean@example.org"}}},
		{"Jean <jean@example.org, Paul <paul@example.org>", []Address{{"Jean", "jean@example.org"}, {"Paul", "paul@example.org"}}},
		{"Jean <<jean@example.org>>", []Address{{"Jean", "jean@example.org"}}},
		{"Jean <jean@example.org> <paul@example.org>", []Address{{"Jean", "jean@example.org"}, {"", "paul@example.org"}}},
		{"<jean@example.org> Jean", []Address{{"Jean", "jean@example.org"}}},
		{"'Jean' <jean@example.org>", []Address{{"Jean", "jean@example.org"}}},
		{`"'jean@example.org'" <jean@example.org>`, []Address{{"jean@example.org", "jean@example.org"}}},
		{"<mailto:jean@example.org>", []Address{{"", "jean@example.org"}}},
		{"mailto:jean@example.org", []Address{{"", "jean@example.org"}}},
		{"=?utf-8?q?Ren=C3=A9e?= <renee@example.org>", []Address{{"Renée", "renee@example.org"}}},
		{`"=?utf-8?q?Ren=C3=A9e?=" <renee@example.org>`, []Address{{"Renée", "renee@example.org"}}},
		{"=?utf-8?q?Dupont,_Ren=C3=A9e?= <renee@example.org>", []Address{{"Dupont, Renée", "renee@example.org"}}},
		{"=?utf-8?q?Dupont?= =?utf-8?q?_Ren=C3=A9e?= <renee@example.org>", []Address{{"Dupont Renée", "renee@example.org"}}},
		{"=?utf-8?b?UmVuw6ll?= Dupont <renee@example.org>", []Address{{"Renée Dupont", "renee@example.org"}}},
		{"Ren\xe9e <renee@example.org>", []Address{{"Renée", "renee@example.org"}}},
		{"Renée <rénée@exämple.org>", []Address{{"Renée", "rénée@exämple.org"}}},
		{`"jean dupont"@example.org`, []Address{{"", `"jean dupont"@example.org`}}},
		{`Jean <"jean dupont"@example.org>`, []Address{{"Jean", `"jean dupont"@example.org`}}},
		{`<"a>b, c"@example.org>`, []Address{{"", `"a>b, c"@example.org`}}},
		{"Jean <jean dupont@example.org>", []Address{{"Jean", "jean dupont@example.org"}}},
		{"jean . dupont @ example . org", []Address{{"", "jean.dupont@example.org"}}},
		{"<jean . dupont @ example . org>", []Address{{"", "jean.dupont@example.org"}}},
		{"<@a.example,@b.example:jean@example.org>", []Address{{"", "jean@example.org"}}},
		{"jean@[192.0.2.1]", []Address{{"", "jean@[192.0.2.1]"}}},
		{"jean@[IPv6:2001:db8::1]", []Address{{"", "jean@[IPv6:2001:db8::1]"}}},
		{"Undisclosed recipients:;", nil},
		{"Amis: jean@example.org, Paul <paul@example.org>;, luc@example.org", []Address{{"", "jean@example.org"}, {"", "paul@example.org"}, {"", "luc@example.org"}}},
		{"A: B: jean@example.org;", []Address{{"", "jean@example.org"}}},
		{"MAILER-DAEMON", []Address{{"MAILER-DAEMON", ""}}},
		{"MAILER-DAEMON (Mail Delivery System)", []Address{{"Mail Delivery System", "MAILER-DAEMON"}}},
		{"MAILER-DAEMON <>", []Address{{"MAILER-DAEMON", ""}}},
		{"Mail Delivery <MAILER-DAEMON>", []Address{{"Mail Delivery", "MAILER-DAEMON"}}},
		{"jean@example.org <>", []Address{{"", "jean@example.org"}}},
		{"Service [RH] R&D. <rh@example.org>", []Address{{"Service [RH] R&D.", "rh@example.org"}}},
		{"Jean @ Pôle <jean@example.org>", []Address{{"Jean @ Pôle", "jean@example.org"}}},
		{"jean@example.org, jean@example.org", []Address{{"", "jean@example.org"}, {"", "jean@example.org"}}},
		{`"Jean <jean@example.org>`, []Address{{"Jean", "jean@example.org"}}},
		{"Jean (sans fin <jean@example.org>", []Address{{"Jean sans fin", "jean@example.org"}}},
		{"jean@example.org paul@example.org\tluc@example.org", []Address{{"", "jean@example.org"}, {"", "paul@example.org"}, {"", "luc@example.org"}}},
		{"jean@example.org paul@example.org Luc", []Address{{"paul@example.org Luc", "jean@example.org"}}},
		{"jean@example.org via paul@example.org <luc@example.org>", []Address{{"jean@example.org via paul@example.org", "luc@example.org"}}},
		{"=?utf-8?q?Jean_=3Cjean=40example.org=3E?=", []Address{{"Jean <jean@example.org>", ""}}}, // no server vouches for such an address (RFC 2047, section 5)
		{"jean@example.org.", []Address{{"", "jean@example.org"}}},
		{"jean@example.org\x00\r\n\tx", []Address{{"x", "jean@example.org"}}},
		{strings.Repeat("a", 2000) + "@example.org", nil},
	} {
		got, whole := parseAddresses(c.in, "", maxAddresses)
		if !whole {
			t.Errorf("%q is not read to the end", c.in)
		}
		want := c.want
		if c.in == "Amis: jean@example.org, Paul <paul@example.org>;, luc@example.org" {
			want = []Address{{"", "jean@example.org"}, {"Paul", "paul@example.org"}, {"", "luc@example.org"}}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", c.in, diff)
		}
	}
}

func TestAddressesAreBounded(t *testing.T) {
	got, whole := parseAddresses(strings.Repeat("a@b.example, ", 50), "", 10)
	if len(got) != 10 || whole {
		t.Errorf("%d addresses, whole is %v", len(got), whole)
	}
	m := Parse([]byte("To: " + strings.Repeat("a@b.example, ", maxAddresses) + "\nTo: c@d.example\n\n"))
	if len(m.To) != maxAddresses || len(m.Degraded) != 1 || m.Degraded[0] != "addresses" {
		t.Errorf("%d addresses, degraded %v", len(m.To), m.Degraded)
	}
}
