{{- define "orderly.name" -}}
{{- if contains "orderly" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-orderly{{ end }}
{{- end }}

{{- define "orderly.labels" -}}
app.kubernetes.io/name: orderly
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "orderly.selector" -}}
app.kubernetes.io/name: orderly
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* A pod of one process: a dict with `root`, `process` (worker, api, setup), `args`, `resources`. */}}
{{- define "orderly.pod" -}}
{{- $values := .root.Values -}}
metadata:
  labels:
    {{- include "orderly.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .process }}
spec:
  automountServiceAccountToken: false
  {{- if eq .process "setup" }}
  restartPolicy: OnFailure
  {{- else }}
  # Calls under way may finish for 25 seconds.
  terminationGracePeriodSeconds: 45
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: { type: RuntimeDefault }
  {{- if ne .process "setup" }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "orderly.selector" .root | nindent 10 }}
          app.kubernetes.io/component: {{ .process }}
  {{- end }}
  {{- if and $values.merchants.image (ne .process "setup") }}
  initContainers:
    - name: merchants
      image: {{ $values.merchants.image }}
      command: [cp, -R, /merchants/., /to]
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      resources:
        requests: { cpu: 10m, memory: 32Mi }
        limits: { memory: 64Mi }
      volumeMounts:
        - { name: merchants, mountPath: /to }
  {{- end }}
  containers:
    - name: {{ .process }}
      image: "{{ $values.image.repository }}:{{ $values.image.tag | default .root.Chart.AppVersion }}"
      imagePullPolicy: {{ $values.image.pullPolicy }}
      args: {{ toJson .args }}
      env:
        {{- if not (and (eq .process "worker") (eq $values.worker.kind "controller")) }}
        - { name: TEMPORAL_ADDRESS, value: {{ $values.temporal.address | quote }} }
        - { name: TEMPORAL_NAMESPACE, value: {{ $values.temporal.namespace | quote }} }
        {{- end }}
        - { name: ORDERLY_SECRETS, value: /secrets }
        {{- range $name, $value := $values.settings }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      envFrom:
        - secretRef: { name: {{ $values.secretName }} }
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      resources:
        {{- toYaml .resources | nindent 8 }}
      {{- if ne .process "setup" }}
      ports:
        - { name: http, containerPort: 8080 }
      startupProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 10
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /readyz, port: http }
        periodSeconds: 5
        timeoutSeconds: 5
      {{- end }}
      volumeMounts:
        - { name: tmp, mountPath: /tmp }
        {{- if ne .process "setup" }}
        {{- if $values.merchants.configMap }}
        - { name: merchants, mountPath: "/merchants/{{ required "merchants.name" $values.merchants.name }}", readOnly: true }
        {{- else }}
        - { name: merchants, mountPath: /merchants, readOnly: true }
        {{- end }}
        {{- range $merchant, $secret := $values.merchants.secrets }}
        - { name: "secrets-{{ $merchant }}", mountPath: "/secrets/{{ $merchant }}", readOnly: true }
        {{- end }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {}
    {{- if ne .process "setup" }}
    - name: merchants
      {{- if $values.merchants.configMap }}
      configMap: { name: {{ $values.merchants.configMap }} }
      {{- else if $values.merchants.image }}
      emptyDir: {}
      {{- else }}
      {{- fail "Set merchants.configMap or merchants.image" }}
      {{- end }}
    {{- range $merchant, $secret := $values.merchants.secrets }}
    - name: "secrets-{{ $merchant }}"
      secret: { secretName: {{ $secret }}, defaultMode: 0440 }
    {{- end }}
    {{- end }}
{{- end }}
