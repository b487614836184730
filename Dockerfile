# Two stages: the static binary, and nothing but it. VIGIE_DB is on a volume.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /vigie ./cmd/vigie && mkdir /data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /vigie /vigie
COPY --from=build --chown=nonroot:nonroot /data /data
USER nonroot
VOLUME /data
ENV VIGIE_DB=/data/vigie.db
EXPOSE 8080
ENTRYPOINT ["/vigie"]
CMD ["serve", "--addr", "0.0.0.0:8080"]
