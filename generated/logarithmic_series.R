# Maximum-likelihood estimation: Logarithmic series distribution.
#
#   f(x; p) = -p**x/(x*log(1-p))
#   support: x in 1, 2, 3, ...
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   log(p)*sum(x) - log(-log(1 - p))*n - sum(log(x))
#
# Estimator (special):
#
#   p = 1 - exp(LambertW(-exp(-n/sum(x))*n/sum(x), -1) + n/sum(x))
#
# Conditions:
#
#   A maximum exists only if sum x_i > n.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 7
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_logarithmic_series <- function(x) {
  x <- .logarithmic_series_column(x, "x")
  .logarithmic_series_require_rows("x", x == floor(x), "must be an integer")
  .logarithmic_series_require_rows("x", x >= 1, "must be >= 1")
  labels <- c("p")
  limit <- .logarithmic_series_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .logarithmic_series_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_logarithmic_series(x, estimate)
    information <- hessian_logarithmic_series(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_logarithmic_series <- function(x, parameters) {
  x <- .logarithmic_series_column(x, "x")
  .logarithmic_series_require_rows("x", x == floor(x), "must be an integer")
  .logarithmic_series_require_rows("x", x >= 1, "must be >= 1")
  .logarithmic_series_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_logarithmic_series <- function(x, parameters) {
  x <- .logarithmic_series_column(x, "x")
  .logarithmic_series_require_rows("x", x == floor(x), "must be an integer")
  .logarithmic_series_require_rows("x", x >= 1, "must be >= 1")
  .logarithmic_series_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_logarithmic_series <- function(x, parameters) {
  x <- .logarithmic_series_column(x, "x")
  .logarithmic_series_require_rows("x", x == floor(x), "must be an integer")
  .logarithmic_series_require_rows("x", x >= 1, "must be >= 1")
  triangle <- .logarithmic_series_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_logarithmic_series <- function(x, parameters) {
  x <- .logarithmic_series_column(x, "x")
  .logarithmic_series_require_rows("x", x == floor(x), "must be an integer")
  .logarithmic_series_require_rows("x", x >= 1, "must be >= 1")
  p <- parameters[[1]]
  score_1 <- rep_len(x / p + 1 / ((1 - p) * log1p(-p)), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# x log y, and 0 where x = 0.
.logarithmic_series_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.logarithmic_series_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.logarithmic_series_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The real w with w exp(w) = y on branch 0 or -1; nan where there is none.
.logarithmic_series_lambert_w <- function(y, branch) {
  if (isTRUE(y < -0.36787944117144233)) {
    if (isTRUE(y > -0.36787944117144245)) {
      return(-1)
    }
    return(NaN)
  }
  if (isTRUE(branch < -0.5 && y >= 0)) {
    return(NaN)
  }
  p <- sqrt(pmax(0, 2 * (2.718281828459045 * y + 1)))
  w <- -1 + p - p * p / 3 + 11 / 72 * p * p * p
  if (isTRUE(branch < -0.5)) {
    w <- -1 - p - p * p / 3 - 11 / 72 * p * p * p
    if (isTRUE(y > -0.1)) {
      w <- log(-y) - log(-log(-y))
    }
  } else if (isTRUE(y > 1)) {
    w <- log(1 + y) * (1 - log(1 + log(1 + y)) / (2 + log(1 + y)))
  }
  for (turn in seq_len(50) - 1) {
    e <- exp(w)
    f <- w * e - y
    if (isTRUE(f == 0 || w == -1)) {
      return(w)
    }
    step <- f / (e * (w + 1) - (w + 2) * f / (2 * w + 2))
    w <- w - step
    if (isTRUE(pmax(step, -step) <= 1e-16 * pmax(w, -w))) {
      return(w)
    }
  }
  w
}
.logarithmic_series_lambert_w <- Vectorize(.logarithmic_series_lambert_w)

# The estimate, in the order of the parameters.
.logarithmic_series_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  p <- -expm1(
    n / sum_x + .logarithmic_series_lambert_w(-n * exp(-n / sum_x) / sum_x, -1)
  )
  p
}

# 1 and the limits where no maximum exists, else 0.
.logarithmic_series_limits <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x - n > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.logarithmic_series_log_likelihood <- function(sum_log_x, sum_x, n, p) {
  .logarithmic_series_xlogy(sum_x, p) - n * log(-log1p(-p)) - sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.logarithmic_series_nll <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  sum_x <- sum(x)
  -.logarithmic_series_log_likelihood(sum_log_x, sum_x, n, p)
}

# The gradient of the log-likelihood.
.logarithmic_series_score <- function(n, sum_x, p) {
  n / ((1 - p) * log1p(-p)) + sum_x / p
}

# The gradient of nll; nan outside the domain or the support.
.logarithmic_series_gradient <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.logarithmic_series_score(n, sum_x, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.logarithmic_series_curvature <- function(n, sum_x, p) {
  t_4 <- log1p(-p)
  t_5 <- 1 - p
  t_6 <- n / t_4
  t_7 <- 1 / t_5^2
  t_7 * n / t_4^2 + t_6 * t_7 - sum_x / p^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.logarithmic_series_hessian <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.logarithmic_series_curvature(n, sum_x, p)
}
