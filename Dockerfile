# Lockstep as a container: docker build -t lockstep . && docker run -p 3000:3000 -v lockstep:/data -e PUBLIC_URL=… lockstep
# docs/operate.md says more. The data folder is the volume /data.
FROM node:24-slim

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=sqlite:/data/lockstep.db
WORKDIR /app

COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

COPY LICENSE app.yml tsconfig.json ./
COPY src ./src
RUN npm run build && mkdir -m 700 /data && chown node:node /data

USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=60s --interval=30s --timeout=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without npm in between: SIGTERM reaches the server itself, which ends within ten seconds, as docker stop gives it.
CMD ["node", "src/main.ts"]
