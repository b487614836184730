package main

import (
	"cmp"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"vigie/mailbox"
	"vigie/migrations"
	"vigie/tickets"
	"vigie/views"
	"vigie/views/letters"
)

// Settings is the one configuration: each field is a flag, a VIGIE_ variable
// and a key of the file given by --config. docs/operations.md lists them.
type Settings struct {
	DB         string `help:"Database: a SQLite file or a postgres:// URL." default:"vigie.db" placeholder:"NAME"`
	SecretFile string `help:"File with the service's secret, of 32 bytes or more. Default: the SQLite file's name and .key, made when missing." type:"path" placeholder:"FILE"`
	JSON       bool   `help:"Print JSON." name:"json"`
	LogLevel   string `help:"debug, info, warn or error." default:"info" enum:"debug,info,warn,error"`
	Clock      string `help:"Begin at this instant instead of now: for rehearsals only." placeholder:"INSTANT"`

	PublicURL  string   `help:"Address under which people reach the service." default:"http://127.0.0.1:8080" name:"public-url"`
	TrustProxy []string `help:"Networks of our reverse proxies, whose X-Forwarded-For is believed: 127.0.0.1/32." placeholder:"CIDR"`

	ServiceName  string `help:"Name of the service." default:"Évolutions du ROME"`
	Tagline      string `help:"What stands under the name." default:"Proposer et suivre une évolution du répertoire"`
	Operator     string `help:"Who runs the service." default:"France Travail, service ROME"`
	Contact      string `help:"Contact mailbox of the service." placeholder:"ADDRESS"`
	Phone        string `help:"Telephone of the service." placeholder:"NUMBER"`
	Postal       string `help:"Postal address of the service." placeholder:"ADDRESS"`
	ServiceBegan string `help:"Day from which the commitments hold, 2006-01-02. Default: the day of the first start. What was received before is history." placeholder:"DAY"`

	SMTPAddr         string `help:"Submission server, host:port. Without it letters wait." name:"smtp-addr" placeholder:"HOST:PORT"`
	SMTPSecurity     string `help:"starttls, tls, or none (loopback only)." name:"smtp-security" default:"starttls" enum:"starttls,tls,none"`
	SMTPUser         string `help:"User name on the submission server." name:"smtp-user" placeholder:"NAME"`
	SMTPPasswordFile string `help:"File with the password on the submission server." name:"smtp-password-file" type:"path" placeholder:"FILE"`
	MailFrom         string `help:"Address letters are sent from." default:"rome@vigie.invalid" placeholder:"ADDRESS"`

	MetricsAddr string `help:"Address to answer Prometheus on, apart from the site. Without it there are no metrics." placeholder:"HOST:PORT"`

	SourceURL       string   `help:"Address of the open-data export of the ROME as CSV. Empty: releases are not looked for." name:"source-url" default:"https://api.francetravail.fr/api-nomenclatureemploi/v1/open-data/csv" placeholder:"URL"`
	SourceCatalogue string   `help:"Address of the dataset's description on data.gouv.fr. Empty: it is not asked." default:"https://www.data.gouv.fr/api/1/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome/" placeholder:"URL"`
	SourceHosts     []string `help:"Hosts that may be asked beside those of the two addresses, when one of them redirects." placeholder:"HOST"`
	SourceImport    string   `help:"What becomes of a new release: ask, it waits for somebody's word, or auto, it is imported at once." default:"ask" enum:"ask,auto"`
	SourceHour      int      `help:"Hour of Paris within which the source is asked each day, 0 to 23." default:"6" placeholder:"HOUR"`

	Plus           string `help:"Whether the contact mailbox takes addresses with +: auto finds out." default:"auto" enum:"auto,on,off"`
	ReturnPath     string `help:"Where undeliverable letters come back: from, null (for what a machine wrote), verp." default:"from" enum:"from,null,verp"`
	SilenceRefuses bool   `help:"Two months of silence refuse a request, and acknowledgements say so."`

	TakeBack time.Duration `help:"For how long an agent may take a letter back before it is sent." default:"30s"`

	EditorialCutoff int `help:"How many days before a release is published its editorial cut-off lies, where nobody says otherwise." default:"30"`

	Mailbox             []string `help:"Mailbox to read, imaps://user@host?…; may be given several times (docs/operations.md)." sep:" " placeholder:"URL"`
	MailboxPasswordFile string   `help:"File with the password of the mailboxes that name none of their own." type:"path" placeholder:"FILE"`
	MailMaxSize         int64    `help:"Largest message that is kept whole, in MiB; of a larger one the head is." default:"25"`
	Border              string   `help:"Identifier that our own mail server writes into Authentication-Results. Without it no such header is believed." placeholder:"NAME"`
	Rspamd              string   `help:"Address of rspamd, http://127.0.0.1:11333." placeholder:"URL"`
	RspamdPasswordFile  string   `help:"File with rspamd's password." type:"path" placeholder:"FILE"`
	Clamd               string   `help:"Address of ClamAV's daemon, unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310." placeholder:"ADDRESS"`
}

// clock is the program's clock: the real one, or one that began elsewhere.
func (s *Settings) clock(now func() time.Time) func() time.Time {
	if s.Clock == "" {
		return now
	}
	start, err := parseInstant(s.Clock)
	if err != nil { // said when the command runs
		return now
	}
	shift := start.Sub(now())
	return func() time.Time { return now().Add(shift) }
}

// validate says what is wrong with the settings that kong cannot check.
func (s *Settings) validate() error {
	if s.Clock != "" {
		if _, err := parseInstant(s.Clock); err != nil {
			return usagef("--clock: %w", err)
		}
	}
	if u, err := url.Parse(s.PublicURL); err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
		return usagef("--public-url %q is not of the form https://host", s.PublicURL)
	}
	if a, err := mail.ParseAddress(s.MailFrom); err != nil || a.Address != s.MailFrom {
		return usagef("--mail-from %q is not an address", s.MailFrom)
	}
	if a, err := mail.ParseAddress(s.Contact); s.Contact != "" && (err != nil || a.Address != s.Contact) {
		return usagef("--contact %q is not an address", s.Contact)
	}
	if _, err := s.proxies(); err != nil {
		return usagef("--trust-proxy: %w", err)
	}
	if s.ServiceBegan != "" {
		if _, err := tickets.ParseDate(s.ServiceBegan); err != nil {
			return usagef("--service-began: %w", err)
		}
	}
	if _, err := s.source(func() time.Time { return time.Time{} }, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	if s.TakeBack < 0 || s.TakeBack > time.Hour {
		return usagef("--take-back %s is not between 0s and 1h", s.TakeBack)
	}
	if s.EditorialCutoff < 0 || s.EditorialCutoff > 366 {
		return usagef("--editorial-cutoff %d is not between 0 and 366 days", s.EditorialCutoff)
	}
	if migrations.IsPostgres(s.DB) && s.SecretFile == "" {
		return usagef("with PostgreSQL, --secret-file must name the file of the service's secret")
	}
	return nil
}

// proxies are the networks that --trust-proxy names.
func (s *Settings) proxies() ([]*net.IPNet, error) {
	var list []*net.IPNet
	for _, p := range s.TrustProxy {
		_, network, err := net.ParseCIDR(p)
		if err != nil {
			return nil, err
		}
		list = append(list, network)
	}
	return list, nil
}

func (s *Settings) publicURL() *url.URL {
	u, _ := url.Parse(strings.TrimRight(s.PublicURL, "/"))
	return u
}

// service is what pages say of the service.
func (s *Settings) service() views.Service {
	return views.Service{Name: s.ServiceName, Tagline: s.Tagline, Operator: s.Operator, Mailbox: s.Contact}
}

// letters is what letters say of the service; inbound that answers to them are
// read.
func (s *Settings) letters(inbound bool) letters.Config {
	return letters.Config{
		ServiceName: s.ServiceName, Operator: s.Operator, ContactAddress: s.Contact, Phone: s.Phone,
		PostalAddress: s.Postal, PublicURL: s.PublicURL, Inbound: inbound, SilenceRefuses: s.SilenceRefuses,
	}
}

// unsaid are the settings that are missing of what an acknowledgement has to say
// of the service in charge (code des relations entre le public et
// l'administration): its telephone (articles R112-5 and R112-11-1), and its
// postal address, for which an electronic one will do where the request came
// electronically, but not where an agent wrote down what came by post or
// telephone (R112-5).
func (s *Settings) unsaid() []string {
	var missing []string
	if strings.TrimSpace(s.Phone) == "" {
		missing = append(missing, "--phone")
	}
	if strings.TrimSpace(s.Postal) == "" {
		missing = append(missing, "--postal")
	}
	return missing
}

// sender is the submission server, or nil when none is configured.
func (s *Settings) sender(log *slog.Logger) (*mailbox.Sender, error) {
	if s.SMTPAddr == "" {
		return nil, nil
	}
	if strings.HasSuffix(s.MailFrom, ".invalid") {
		return nil, usagef("with --smtp-addr, --mail-from must say which address letters are sent from")
	}
	password, err := readSecret(s.SMTPPasswordFile)
	if err != nil {
		return nil, err
	}
	sender, err := mailbox.NewSender(mailbox.SMTP{
		Addr: s.SMTPAddr, Security: mailbox.Security(s.SMTPSecurity), Username: s.SMTPUser, Password: password,
		From:    mail.Address{Name: s.ServiceName, Address: s.MailFrom},
		Mailbox: s.inbox(), Plus: mailbox.Plus(s.Plus), ReturnPath: mailbox.ReturnPath(s.ReturnPath), Log: log,
	})
	if err != nil {
		return nil, usageError{err}
	}
	return sender, nil
}

// inbox is the address of the mailbox that is read, "" where none is.
func (s *Settings) inbox() string {
	if len(s.Mailbox) == 0 {
		return ""
	}
	return cmp.Or(s.Contact, s.MailFrom)
}

// mailDomain is the right side of our Message-IDs.
func (s *Settings) mailDomain() string {
	return s.MailFrom[strings.LastIndexByte(s.MailFrom, '@')+1:]
}
