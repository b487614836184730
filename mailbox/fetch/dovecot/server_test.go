package dovecot_test

import (
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"vigie/mailbox/fetch/dovecot"
)

func TestStart(t *testing.T) {
	s := dovecot.Start(t)
	at := time.Date(2026, 3, 5, 7, 8, 9, 0, time.UTC)
	s.Deliver("lea", "INBOX", []byte("Subject: one\r\n\r\nHello.\r\n"), at)
	c, err := imapclient.DialInsecure(s.Addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login("lea", dovecot.Password).Wait(); err != nil {
		t.Fatalf("%v: %s", err, s.Log())
	}
	for c := range c.Caps() {
		t.Log(c)
	}
	data, err := c.Select("INBOX", nil).Wait()
	if err != nil || data.NumMessages != 1 || data.UIDValidity == 0 {
		t.Fatalf("%+v, %v", data, err)
	}
	if n := s.Kill(); n != 1 {
		t.Errorf("%d processes served one session", n)
	}
	if err := c.Noop().Wait(); err == nil {
		t.Error("the session outlived its process")
	}
}
