# The image brings Node itself, so the npm package `node` (an optional dependency) stays out.
FROM node:24-slim
WORKDIR /attache
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional
COPY src ./src
COPY briefs ./briefs
ENV NODE_ENV=production ATTACHE_DATA=/data
VOLUME ["/data", "/attache/briefs"]
RUN mkdir /data && chown node:node /data /attache/briefs
USER node
# At the port of ATTACHE_HTTP; where that is off there is nothing to ask. A first reading of many documents takes its time.
HEALTHCHECK --interval=30s --timeout=5s --start-period=5m \
  CMD ["node", "-e", "const port = /\\d+$/.exec(process.env.ATTACHE_HTTP || ':9464'); if (port) fetch('http://127.0.0.1:' + port + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1))"]
CMD ["node", "src/attache.js", "start"]
