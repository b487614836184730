# make check is what CI runs before the tests.
GOLANGCI_VERSION := v2.15.0
TOOLS := $(CURDIR)/bin
GOLANGCI := $(TOOLS)/golangci-lint-$(GOLANGCI_VERSION)
# The static binary, as the Dockerfile builds it too.
BUILD := CGO_ENABLED=0 go build -trimpath -ldflags="-s -w"

.PHONY: check generate generated lint vet test race build fuzz shots bench soak

check: generated vet lint

generate: ## make every generated file anew
	go tool templ generate
	go test ./tickets -run StateDiagram -update

generated: ## fail when a generated file is stale
	go test . ./views ./tickets ./cmd/vigie -run 'Generated|StateDiagram|Operations' -count=1

vet:
	go vet ./...

$(GOLANGCI):
	GOBIN=$(TOOLS) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv $(TOOLS)/golangci-lint $(GOLANGCI)

lint: $(GOLANGCI)
	$(GOLANGCI) run ./...
	$(GOLANGCI) fmt --diff

test:
	go test ./...

race:
	go test -race -shuffle=on -timeout 15m ./...

build: ## the static binary
	$(BUILD) -o bin/vigie ./cmd/vigie

FUZZTIME ?= 30s
fuzz: ## every fuzz target for FUZZTIME
	@for p in $$(go list ./...); do \
		for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
		done; \
	done

bench:
	go test -run '^$$' -bench . ./rome ./tickets ./mailbox/message ./mailbox/reply ./mailbox/wish ./mailbox/fetch ./mailbox/intake

soak: ## the long fault campaigns: Vigie killed 200 times while 2,000 messages come in
	VIGIE_SOAK=1 go test ./cmd/vigie ./mailbox/fetch -run 'Kill|Crash|Soak|Memory' -count=1 -v -timeout 60m

shots: ## pictures of every page of the demonstration in shots/, with Debian's chromium
	mkdir -p shots
	VIGIE_SHOTS=$(CURDIR)/shots go test ./cmd/vigie -run PagesInABrowser -count=1
