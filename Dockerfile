# Lutra in a container: 'docker build -t lutra .', or 'docker compose build'. How it is run: docs/operations.md, "In a container".
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven unzip binutils && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# Jars stay between builds; the result is a folder that needs no Java of the system's.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dquick -pl cli -am package && dist/stage && mv target/dist/lutra-*-linux-x86_64 /lutra

FROM debian:bookworm-slim
COPY --from=build /lutra /opt/lutra
COPY dist/files/healthy /usr/local/bin/healthy
RUN ln -s /opt/lutra/bin/lutra /usr/local/bin/lutra \
  && groupadd --system --gid 10001 lutra \
  && useradd --system --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin lutra \
  && install -d -o lutra -g lutra -m 750 /data
USER 10001:10001
ENV LUTRA_HOST=0.0.0.0 LUTRA_PORT=8080 LUTRA_DATA_DIR=/data HOME=/data XDG_CACHE_HOME=/data/cache
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["/usr/local/bin/healthy"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/lutra"]
CMD ["serve"]
