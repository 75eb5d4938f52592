# Maximum-likelihood estimation: Inverse gamma distribution with known shape.
#
#   f(x; scale, shape) = scale**shape/gamma(shape)*x**(-shape-1)*exp(-scale/x)
#   support: x > 0
#   scale: positive
#   shape: positive (a known constant)
#
# Log-likelihood:
#
#   -scale*sum(1/x) + (-shape - 1)*sum(log(x)) + (shape*log(scale) -
#       loggamma(shape))*n
#
# Estimator (closed):
#
#   scale = shape*n/sum(1/x)
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions,
#       vol. 1, ch. 17
#
# Written by thetahat 0.1.0.

# Maximum-likelihood estimates: a list with estimate, vcov, standard_errors,
# logLik and n.  Stops for data that are none; warns where no maximum exists.
mle_inverse_gamma_known_shape <- function(x, shape) {
  x <- .inverse_gamma_known_shape_column(x, "x")
  .inverse_gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  labels <- c("scale")
  estimate <- .inverse_gamma_known_shape_solve(x, shape)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_inverse_gamma_known_shape(x, estimate, shape)
    information <- hessian_inverse_gamma_known_shape(x, estimate, shape)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

# -l at parameters in the order scale;
# Inf outside the domain or the support.
nll_inverse_gamma_known_shape <- function(x, parameters, shape) {
  x <- .inverse_gamma_known_shape_column(x, "x")
  .inverse_gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  .inverse_gamma_known_shape_nll(x, shape, parameters[[1]])
}

# The gradient of nll.
gradient_inverse_gamma_known_shape <- function(x, parameters, shape) {
  x <- .inverse_gamma_known_shape_column(x, "x")
  .inverse_gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  .inverse_gamma_known_shape_gradient(x, shape, parameters[[1]])
}

# The Hessian of nll.
hessian_inverse_gamma_known_shape <- function(x, parameters, shape) {
  x <- .inverse_gamma_known_shape_column(x, "x")
  .inverse_gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  triangle <- .inverse_gamma_known_shape_hessian(x, shape, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

# The gradient of log f, a row for each observation.
scores_inverse_gamma_known_shape <- function(x, parameters, shape) {
  x <- .inverse_gamma_known_shape_column(x, "x")
  .inverse_gamma_known_shape_require_rows("x", x > 0, "must be > 0")
  scale <- parameters[[1]]
  score_1 <- rep_len(shape / scale - 1 / x, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("scale")
  out
}

.inverse_gamma_known_shape_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

.inverse_gamma_known_shape_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

.inverse_gamma_known_shape_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(y < 16, small, log(2 * pi * z) / 2 + .inverse_gamma_known_shape_gamma_tail(z))
}

.inverse_gamma_known_shape_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .inverse_gamma_known_shape_log_ratio(ifelse(near, d, 0)), far)
}

.inverse_gamma_known_shape_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    told <- " values of '"
    stop(bad, told, name, "' are missing or infinite", call. = FALSE)
  }
  values
}

.inverse_gamma_known_shape_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    told <- " observations are outside the support: '"
    stop(bad, told, name, "' ", rule, call. = FALSE)
  }
}

# The estimate, in the order of the parameters.
.inverse_gamma_known_shape_solve <- function(x, shape) {
  n <- length(x)
  sum_h <- sum(1 / x)
  scale <- shape * n / sum_h
  scale
}

# The log-likelihood, every constant included.
.inverse_gamma_known_shape_log_likelihood <- function(x, shape, scale) {
  part_1 <- log(shape) - log(x)
  log_densities <- sum(part_1 - .inverse_gamma_known_shape_stirling(shape) - .inverse_gamma_known_shape_deviance(shape, scale / x))
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.inverse_gamma_known_shape_nll <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(Inf)
  }
  -.inverse_gamma_known_shape_log_likelihood(x, shape, scale)
}

# The gradient of the log-likelihood.
.inverse_gamma_known_shape_score <- function(sum_h, shape, n, scale) {
  shape * n / scale - sum_h
}

# The gradient of nll; nan outside the domain or the support.
.inverse_gamma_known_shape_gradient <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(1 / x)
  -.inverse_gamma_known_shape_score(sum_h, shape, n, scale)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.inverse_gamma_known_shape_curvature <- function(shape, n, scale) {
  t_1 <- shape * n
  -t_1 / scale^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.inverse_gamma_known_shape_hessian <- function(x, shape, scale) {
  if (!isTRUE(scale > 0 && is.finite(scale) && shape > 0 && is.finite(shape))) {
    return(NaN)
  }
  n <- length(x)
  -.inverse_gamma_known_shape_curvature(shape, n, scale)
}
