# Maximum-likelihood estimation: Lindley distribution.
#
#   f(x; theta) = theta**2/(1+theta)*(1+x)*exp(-theta*x)
#   support: x > 0
#   theta: positive
#
# Log-likelihood:
#
#   -theta*sum(x) + (2*log(theta) - log(theta + 1))*n + sum(log(x + 1))
#
# Estimator (closed):
#
#   theta = (sqrt(n**2 + 6*n*sum(x) + sum(x)**2) + n - sum(x))/(2*sum(x))
#
# Source:
#
#   Lindley (1958), Fiducial distributions and Bayes' theorem, J. Roy.
#       Statist. Soc. B 20, 102-107
#   Ghitany, Atieh, Nadarajah (2008), Lindley distribution and its
#       application, Math. Comput. Simulation 78, 493-506
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
mle_lindley <- function(x) {
  x <- .lindley_column(x, "x")
  .lindley_require_rows("x", x > 0, "must be > 0")
  labels <- c("theta")
  estimate <- .lindley_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_lindley(x, estimate)
    information <- hessian_lindley(x, estimate)
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

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_lindley <- function(x, parameters) {
  x <- .lindley_column(x, "x")
  .lindley_require_rows("x", x > 0, "must be > 0")
  .lindley_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_lindley <- function(x, parameters) {
  x <- .lindley_column(x, "x")
  .lindley_require_rows("x", x > 0, "must be > 0")
  .lindley_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_lindley <- function(x, parameters) {
  x <- .lindley_column(x, "x")
  .lindley_require_rows("x", x > 0, "must be > 0")
  triangle <- .lindley_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: theta, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_lindley <- function(x, parameters) {
  x <- .lindley_column(x, "x")
  .lindley_require_rows("x", x > 0, "must be > 0")
  theta <- parameters[[1]]
  score_1 <- rep_len(2 / theta - x - 1 / (theta + 1), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("theta")
  out
}

# A variable as a numeric vector; stops if it is none.
.lindley_column <- function(values, name) {
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
.lindley_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.lindley_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  theta <- 0.5 * (n + sqrt(n^2 + 6 * sum_x * n + sum_x^2) - sum_x) / sum_x
  theta
}

# The log-likelihood, every constant included.
.lindley_log_likelihood <- function(sum_x, sum_h, n, theta) {
  2 * n * log(theta) + sum_h - n * log1p(theta) - theta * sum_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.lindley_nll <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(Inf)
  }
  n <- length(x)
  sum_x <- sum(x)
  sum_h <- sum(log1p(x))
  -.lindley_log_likelihood(sum_x, sum_h, n, theta)
}

# The gradient of the log-likelihood.
.lindley_score <- function(sum_x, n, theta) {
  2 * n / theta - n / (theta + 1) - sum_x
}

# The gradient of nll; nan outside the domain or the support.
.lindley_gradient <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  n <- length(x)
  sum_x <- sum(x)
  -.lindley_score(sum_x, n, theta)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.lindley_curvature <- function(n, theta) {
  t_2 <- 2 * n
  t_3 <- theta + 1
  n / t_3^2 - t_2 / theta^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.lindley_hessian <- function(x, theta) {
  if (!isTRUE(theta > 0 && is.finite(theta))) {
    return(NaN)
  }
  n <- length(x)
  -.lindley_curvature(n, theta)
}
