package main

import (
	"slices"
	"testing"
)

func TestWhatAcknowledgementsLeaveOut(t *testing.T) {
	for _, test := range []struct {
		settings Settings
		want     []string
	}{
		{Settings{}, []string{"--phone", "--postal"}},
		{Settings{Contact: "rome@service.example"}, []string{"--phone", "--postal"}},
		{Settings{Phone: " ", Postal: "1 rue des Métiers, Paris"}, []string{"--phone"}},
		{Settings{Phone: "01 23 45 67 89"}, []string{"--postal"}},
		{Settings{Phone: "01 23 45 67 89", Postal: "1 rue des Métiers, Paris"}, nil},
	} {
		if got := test.settings.unsaid(); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %q, want %q", test.settings, got, test.want)
		}
	}
}
